import type { Clock } from '../contract/clock.ts';
import { raceAbort } from '../runtime/deadline.ts';
import { clearBuffers } from './commands.ts';
import { replyMs } from './pace.ts';

/** Empties the printer's buffers. Nothing may be sent before that is answered, or the time for it has passed. */
export class Clearing {
  readonly #clock: Clock;
  readonly #write: (bytes: Uint8Array) => Promise<void>;
  #current: { promise: Promise<void>; resolve(): void } | null = null;

  constructor(clock: Clock, write: (bytes: Uint8Array) => Promise<void>) {
    this.#clock = clock;
    this.#write = write;
  }

  async run(): Promise<void> {
    if (this.#current) return;
    const current = Promise.withResolvers<void>();
    this.#current = current;
    const timer = this.#clock.setTimer(current.resolve, replyMs);
    this.#write(clearBuffers).catch(current.resolve);
    await current.promise;
    timer.cancel();
    if (this.#current === current) this.#current = null;
  }

  /** The printer answered, or the line went. */
  done(): void {
    this.#current?.resolve();
  }

  async wait(signal: AbortSignal): Promise<void> {
    if (this.#current) await raceAbort(this.#current.promise, signal);
  }
}
