import type { Clock, Timer } from '../contract/clock.ts';
import { DeviceError, type DeviceErrorCode } from '../contract/device-error.ts';
import { abortReason, pause, raceAbort } from '../runtime/deadline.ts';
import { encodeRequest, replyLength, replyTo, type ModbusReply, type ModbusRequest } from './modbus.ts';
import type { BoardProfile } from './profile.ts';
import { RtuParser, silenceMs } from './rtu-frame.ts';

export interface ModbusLineOptions {
  clock: Clock;
  profile: BoardProfile;
  /** Need not be told to give up: the exchange does not wait for it. */
  write(bytes: Uint8Array): Promise<void>;
  count(name: string, by?: number): void;
}

/**
 * Sends one request and resolves with its reply, an exception included.
 * @param sending is called right before the first byte leaves.
 * @throws DeviceError code `timeout` or `protocol`, condition `device.silent`, or the reason of the signal.
 */
export type Exchange = (request: ModbusRequest, sending?: () => void) => Promise<ModbusReply>;

interface Outstanding {
  request: ModbusRequest;
  answer: PromiseWithResolvers<ModbusReply>;
  damaged: boolean;
  quiet: Timer | null;
}

const resyncCounters = { garbage: 'GarbageCount', checksum: 'ChecksumErrorCount' } as const;

/**
 * Requests and replies on one line, one after the other. A reply carries no number, so a late one could pass for the
 * answer to a later request of the same kind. Units answer in order: after a request that was given up, the line waits
 * until its answer has come or can come no more.
 */
export class ModbusLine {
  readonly #options: ModbusLineOptions;
  readonly #parser = new RtuParser(replyLength);
  #outstanding: Outstanding | null = null;
  #owed: { request: ModbusRequest; settled: PromiseWithResolvers<void>; until: number } | null = null;
  /** Monotonic time of the last byte that came. */
  #lastByteAt = -Infinity;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: ModbusLineOptions) {
    this.#options = options;
  }

  /** A fresh line: nothing is owed. */
  reset(): void {
    this.#parser.reset();
    this.#owed = null;
  }

  lost(error: DeviceError): void {
    this.#outstanding?.answer.reject(error);
    this.#owed?.settled.resolve();
  }

  received(bytes: Uint8Array): void {
    const { clock, count, profile } = this.#options;
    this.#lastByteAt = clock.monotonic();
    const waiting = this.#outstanding;
    for (const event of this.#parser.push(bytes)) {
      if (event.kind === 'frame') {
        this.#frame(event.body);
        continue;
      }
      count('ResyncByteCount', event.bytes);
      count(resyncCounters[event.reason]);
      if (waiting && event.reason === 'checksum') waiting.damaged = true;
    }
    if (!waiting || waiting !== this.#outstanding) return;
    waiting.quiet?.cancel();
    waiting.quiet =
      waiting.damaged || this.#parser.pending
        ? clock.setTimer(() => {
            count('DamagedReplyCount');
            waiting.damaged = true;
            waiting.answer.reject(failure('protocol', 'the reply was damaged or cut off'));
          }, profile.quietMs)
        : null;
  }

  /** Runs a sequence of exchanges that nothing else may come between, in order of arrival. */
  async exclusive<T>(signal: AbortSignal, task: (exchange: Exchange) => Promise<T>): Promise<T> {
    const before = this.#tail;
    const done = Promise.withResolvers<void>();
    this.#tail = before.then(() => done.promise);
    try {
      await raceAbort(before, signal);
      return await task(async (request, sending) => {
        await this.#settle(signal);
        sending?.();
        return this.#ask(request, signal);
      });
    } finally {
      done.resolve();
    }
  }

  /** Nothing is owed, and the line has been silent long enough for a new frame. */
  async #settle(signal: AbortSignal): Promise<void> {
    const { clock, profile } = this.#options;
    const owed = this.#owed;
    if (owed) {
      const timer = clock.setTimer(() => owed.settled.resolve(), Math.max(0, owed.until - clock.monotonic()));
      try {
        await raceAbort(owed.settled.promise, signal);
      } finally {
        timer.cancel();
      }
      this.#owed = null;
    }
    // Timers count whole milliseconds and may be a little early.
    const silence = Math.ceil(silenceMs(profile.slowestBaudRate));
    for (;;) {
      const left = this.#lastByteAt + silence - clock.monotonic();
      if (left <= 0) return;
      await pause(clock, Math.ceil(left), signal);
    }
  }

  async #ask(request: ModbusRequest, signal: AbortSignal): Promise<ModbusReply> {
    const { clock, profile, count, write } = this.#options;
    if (signal.aborted) throw abortReason(signal);
    const leftOver = this.#parser.reset();
    if (leftOver > 0) count('ResyncByteCount', leftOver);
    const waiting: Outstanding = {
      request,
      answer: Promise.withResolvers(),
      damaged: false,
      quiet: null,
    };
    this.#outstanding = waiting;
    const due = clock.setTimer(() => {
      count('TimeoutCount');
      waiting.answer.reject(failure('timeout', `no reply within ${profile.timeoutMs} ms`));
    }, profile.timeoutMs);
    write(encodeRequest(profile.unit, request)).catch((error: unknown) => waiting.answer.reject(error));
    try {
      return await raceAbort(waiting.answer.promise, signal);
    } catch (error) {
      const until = clock.monotonic() + profile.lateMs;
      // A damaged reply was the reply, and a line that went takes it along.
      const over = waiting.damaged || (error instanceof DeviceError && error.code === 'disconnected');
      if (!over) this.#owed = { request, settled: Promise.withResolvers(), until };
      throw error;
    } finally {
      due.cancel();
      waiting.quiet?.cancel();
      this.#outstanding = null;
    }
  }

  #frame(frame: Uint8Array): void {
    const { count, profile } = this.#options;
    const waiting = this.#outstanding;
    const reply = waiting && replyTo(profile.unit, waiting.request, frame);
    if (reply) {
      // At once, not when the answer has been taken: a second frame in the same piece is nobody's.
      this.#outstanding = null;
      waiting.answer.resolve(reply);
      return;
    }
    count('StrayFrameCount');
    if (this.#owed && replyTo(profile.unit, this.#owed.request, frame)) this.#owed.settled.resolve();
  }
}

function failure(code: DeviceErrorCode, message: string): DeviceError {
  return new DeviceError(code, message, { condition: 'device.silent', effect: 'none', retry: 'safe' });
}
