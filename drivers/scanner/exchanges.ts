import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { pause, raceAbort } from '../runtime/deadline.ts';

export interface ExchangesOptions {
  clock: Clock;
  replyMs: number;
  /** Between two commands of which the first had no reply. */
  gapMs: number;
  write(bytes: Uint8Array): Promise<void>;
  count(name: string): void;
  onAnswer(): void;
  onSilence(): void;
}

interface Outstanding<Request, Reply> {
  request: Request;
  answer: PromiseWithResolvers<Reply>;
  onReply: (reply: Reply) => void;
}

/**
 * Commands and their replies, one after the other. A command that was sent keeps its place until its reply has come
 * or its time is over, also where nobody waits for it any more: the next one's reply could not be told from it.
 */
export class Exchanges<Request extends { bytes: Uint8Array }, Reply> {
  readonly #options: ExchangesOptions;
  #tail: Promise<void> = Promise.resolve();
  #outstanding: Outstanding<Request, Reply> | null = null;
  #line = new AbortController();

  constructor(options: ExchangesOptions) {
    this.#options = options;
  }

  /** What is waiting for its reply. */
  get outstanding(): Request | null {
    return this.#outstanding?.request ?? null;
  }

  reset(): void {
    this.#line = new AbortController();
  }

  lost(error: DeviceError): void {
    this.#line.abort(error);
  }

  /** @param onReply is called within `answer`, before anything behind the reply is looked at. */
  run(request: Request, signal: AbortSignal, onReply: (reply: Reply) => void = () => {}): Promise<Reply> {
    return this.#inTurn(signal, true, (line) => this.#ask(request, onReply, line));
  }

  /** For commands without a reply. */
  tell(bytes: Uint8Array, signal: AbortSignal, onSend: () => void = () => {}): Promise<void> {
    return this.#inTurn(signal, false, (line) => {
      onSend();
      return raceAbort(this.#options.write(bytes), line);
    });
  }

  answer(reply: Reply): void {
    const waiting = this.#outstanding;
    if (!waiting) return;
    this.#outstanding = null;
    this.#options.onAnswer();
    waiting.onReply(reply);
    waiting.answer.resolve(reply);
  }

  async #ask(request: Request, onReply: (reply: Reply) => void, line: AbortSignal): Promise<Reply> {
    const { clock, replyMs, write, count, onSilence } = this.#options;
    const waiting: Outstanding<Request, Reply> = { request, answer: Promise.withResolvers(), onReply };
    const timeout = clock.setTimer(() => {
      count('TimeoutCount');
      waiting.answer.reject(
        new DeviceError('timeout', `no reply within ${replyMs} ms`, {
          condition: 'device.silent',
          effect: 'none',
          retry: 'safe',
        }),
      );
      onSilence();
    }, replyMs);
    this.#outstanding = waiting;
    write(request.bytes).catch((error: unknown) => waiting.answer.reject(error));
    try {
      return await raceAbort(waiting.answer.promise, line);
    } finally {
      timeout.cancel();
      this.#outstanding = null;
    }
  }

  /** @param answered where a reply says that the next command may come. */
  async #inTurn<T>(
    signal: AbortSignal,
    answered: boolean,
    task: (line: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { signal: line } = this.#line;
    const before = this.#tail;
    const done = Promise.withResolvers<void>();
    this.#tail = before.then(() => done.promise);
    try {
      await raceAbort(raceAbort(before, line), signal);
    } catch (error) {
      done.resolve();
      throw error;
    }
    const work = task(line);
    // Cut short when the line goes.
    const gap = () => pause(this.#options.clock, this.#options.gapMs, line).catch(() => {});
    void work.then(answered ? undefined : gap, gap).then(() => done.resolve());
    return raceAbort(work, signal);
  }
}
