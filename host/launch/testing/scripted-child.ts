import type { ChildExit, ChildLink } from '../child-link.ts';

/** A child whose life a test writes: what it was sent is kept, what it says and when it ends is the test's. */
export class ScriptedChild<Out, In> implements ChildLink<Out, In> {
  readonly pid = 4242;
  readonly sent: Out[] = [];
  killed = false;
  #onMessage: (message: In) => void = () => {};
  #onExit: (exit: ChildExit) => void = () => {};

  send(message: Out): void {
    this.sent.push(message);
  }

  onMessage(listener: (message: In) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (exit: ChildExit) => void): void {
    this.#onExit = listener;
  }

  kill(): void {
    this.killed = true;
    this.exits({ code: null, signal: 'SIGKILL' });
  }

  says(message: In): void {
    this.#onMessage(message);
  }

  exits(exit: ChildExit = { code: 1, signal: null }): void {
    this.#onExit(exit);
  }
}
