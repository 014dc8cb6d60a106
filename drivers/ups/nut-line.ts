import type { Clock } from '../contract/clock.ts';
import { DeviceError, type DeviceErrorCode } from '../contract/device-error.ts';
import { abortReason, raceAbort } from '../runtime/deadline.ts';
import { LineCutter, wordsOf } from './nut-text.ts';

export interface NutLineOptions {
  clock: Clock;
  /** From a request to the end of its answer. */
  timeoutMs: number;
  /** Need not be told to give up: the exchange does not wait for it. */
  write(bytes: Uint8Array): Promise<void>;
  count(name: string, by?: number): void;
}

/** What a server answers to `LIST`: its rows, or its word for why not (RFC 9271, 4.2: `DATA-STALE` and others). */
export type NutReply =
  | { kind: 'rows'; rows: readonly (readonly string[])[] }
  | { kind: 'error'; code: string };

/** Sends `LIST` with these words, for example `VAR kiosk`, and resolves with what there is. */
export type List = (...what: readonly string[]) => Promise<NutReply>;

interface Outstanding {
  /** Takes one line of the answer; `true` when it was the last. `null`: no line of it. */
  take(words: readonly string[]): boolean | null;
  done: PromiseWithResolvers<void>;
}

/**
 * Requests and answers on one line, one after the other. Answers carry no number, so after a request that was given up
 * the line is settled first by asking for the version of the protocol: the server answers in order, and no late answer
 * looks like that one.
 */
export class NutLine {
  readonly #options: NutLineOptions;
  readonly #cutter = new LineCutter();
  #outstanding: Outstanding | null = null;
  #settled = true;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: NutLineOptions) {
    this.#options = options;
  }

  /** A fresh line: nothing is owed. */
  reset(): void {
    this.#cutter.reset();
    this.#settled = true;
  }

  lost(error: DeviceError): void {
    this.#outstanding?.done.reject(error);
  }

  received(bytes: Uint8Array): void {
    for (const line of this.#cutter.push(bytes)) {
      const words = line === null ? null : wordsOf(line);
      const waiting = this.#outstanding;
      const taken = words && waiting ? waiting.take(words) : null;
      if (taken === null) {
        this.#options.count('StrayLineCount');
        this.#settled = false;
      } else if (taken) {
        // At once, not when the answer has been taken: a second one in the same piece is nobody's.
        this.#outstanding = null;
        waiting?.done.resolve();
      }
    }
  }

  /** Runs a sequence of requests that nothing else may come between, in order of arrival. */
  async exclusive<T>(signal: AbortSignal, task: (list: List) => Promise<T>): Promise<T> {
    const before = this.#tail;
    const done = Promise.withResolvers<void>();
    this.#tail = before.then(() => done.promise);
    try {
      await raceAbort(before, signal);
      if (!this.#settled) {
        this.#options.count('ResettleCount');
        await this.#ask('NETVER', isVersion, signal);
        this.#settled = true;
      }
      return await task((...what) => this.#list(what, signal));
    } finally {
      done.resolve();
    }
  }

  async #list(what: readonly string[], signal: AbortSignal): Promise<NutReply> {
    const rows: string[][] = [];
    let error: string | null = null;
    let begun = false;
    await this.#ask(
      `LIST ${what.join(' ')}`,
      (words) => {
        if (!begun && words[0] === 'ERR') {
          error = words[1] ?? '';
          return true;
        }
        if (!begun) {
          begun = startsWith(words, ['BEGIN', 'LIST', ...what]);
          return begun ? false : null;
        }
        if (startsWith(words, ['END', 'LIST', ...what])) return true;
        if (!startsWith(words, what)) return null;
        rows.push(words.slice(what.length));
        return false;
      },
      signal,
    );
    return error === null ? { kind: 'rows', rows } : { kind: 'error', code: error };
  }

  async #ask(request: string, take: Outstanding['take'], signal: AbortSignal): Promise<void> {
    const { clock, timeoutMs, count, write } = this.#options;
    if (signal.aborted) throw abortReason(signal);
    if (this.#cutter.reset() > 0) count('StrayLineCount');
    const waiting: Outstanding = { take, done: Promise.withResolvers() };
    this.#outstanding = waiting;
    const due = clock.setTimer(() => {
      count('TimeoutCount');
      waiting.done.reject(failure('timeout', `${request}: no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    write(Buffer.from(`${request}\n`)).catch((error: unknown) => waiting.done.reject(error));
    try {
      await raceAbort(waiting.done.promise, signal);
    } catch (error) {
      this.#settled = false;
      throw error;
    } finally {
      due.cancel();
      this.#outstanding = null;
    }
  }
}

/** Servers that do not know the question answer that, and nothing else that is asked here. */
function isVersion([first = '', second]: readonly string[]): boolean | null {
  const answers = /^\d+\.\d+$/.test(first) || (first === 'ERR' && second === 'UNKNOWN-COMMAND');
  return answers ? true : null;
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.every((word, at) => word === words[at]);
}

function failure(code: DeviceErrorCode, message: string): DeviceError {
  return new DeviceError(code, message, { condition: 'device.silent', effect: 'none', retry: 'safe' });
}
