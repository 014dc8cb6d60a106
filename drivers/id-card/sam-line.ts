import type { Clock, Timer } from '../contract/clock.ts';
import { DeviceError, type DeviceErrorCode } from '../contract/device-error.ts';
import { abortReason, raceAbort } from '../runtime/deadline.ts';
import type { ReaderProfile } from './profile.ts';
import { fits, replyBytes, samCommands, type SamCommand, type SamCommandName } from './sam-commands.ts';
import { decodeReply, encodeRequest, minReplyLength, SamFrameParser, type SamReply } from './sam-frame.ts';

export interface SamLineOptions {
  clock: Clock;
  profile: ReaderProfile;
  /** Need not be told to give up: the exchange does not wait for it. */
  write(bytes: Uint8Array): Promise<void>;
  count(name: string, by?: number): void;
  /** A reply that answers a request. */
  onAnswer(): void;
  /** A request was not answered in time. */
  onSilence(): void;
}

/** Sends one command and resolves with its reply, good or bad. */
export type Exchange = (name: SamCommandName) => Promise<SamReply>;

interface Outstanding {
  command: SamCommand;
  name: SamCommandName;
  answer: PromiseWithResolvers<SamReply>;
  /** Monotonic; of the answer, or of the noise in front of it. */
  firstByteAt: number | null;
  damaged: boolean;
  quiet: Timer | null;
}

/** Bits on the wire for one byte at 8N1. */
const bitsPerByte = 10;

const resyncCounters = {
  garbage: 'GarbageCount',
  length: 'LengthErrorCount',
  checksum: 'ChecksumErrorCount',
  truncated: 'TruncatedFrameCount',
} as const;

/**
 * Requests and replies on one line. Replies carry no request number, so three rules keep them apart: one request
 * is outstanding at a time; a reply must have the shape of an answer to it; and after anything that leaves an
 * answer owing or comes unasked, the line is settled first by asking for the status. The reader answers in order,
 * and no late answer looks like a good status, so what comes behind that answer is new.
 */
export class SamLine {
  readonly #options: SamLineOptions;
  readonly #parser = new SamFrameParser(minReplyLength);
  #outstanding: Outstanding | null = null;
  #settled = true;
  #tail: Promise<void> = Promise.resolve();

  constructor(options: SamLineOptions) {
    this.#options = options;
  }

  /** A fresh line: nothing is owed. */
  reset(): void {
    this.#parser.reset();
    this.#settled = true;
  }

  lost(error: DeviceError): void {
    this.#outstanding?.answer.reject(error);
  }

  received(bytes: Uint8Array): void {
    const { clock, count, profile } = this.#options;
    const waiting = this.#outstanding;
    if (waiting) waiting.firstByteAt ??= clock.monotonic();
    for (const event of this.#parser.push(bytes)) {
      if (event.kind === 'frame') {
        this.#frame(decodeReply(event.body));
        continue;
      }
      count('ResyncByteCount', event.bytes);
      count(resyncCounters[event.reason]);
      if (waiting && event.reason !== 'garbage') waiting.damaged = true;
    }
    // The piece is ours, and with it what a card may have said in it.
    bytes.fill(0);
    if (!waiting || waiting !== this.#outstanding) return;
    waiting.quiet?.cancel();
    waiting.quiet =
      waiting.damaged || this.#parser.pending
        ? clock.setTimer(() => {
            count('DamagedReplyCount');
            waiting.answer.reject(failure(waiting, 'protocol', 'the reply was damaged or cut off'));
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
      const exchange: Exchange = (name) => this.#exchange(name, signal);
      if (!this.#settled) {
        this.#options.count('ResettleCount');
        await exchange('status');
        this.#settled = true;
      }
      return await task(exchange);
    } finally {
      done.resolve();
    }
  }

  async #exchange(name: SamCommandName, signal: AbortSignal): Promise<SamReply> {
    const { clock, profile, count, onAnswer, onSilence, write } = this.#options;
    if (signal.aborted) throw abortReason(signal);
    const command: SamCommand = samCommands[name];
    const leftOver = this.#parser.reset();
    if (leftOver > 0) count('ResyncByteCount', leftOver);
    const waiting: Outstanding = {
      command,
      name,
      answer: Promise.withResolvers(),
      firstByteAt: null,
      damaged: false,
      quiet: null,
    };
    const limitMs = profile.timeouts[`${command.step}Ms`];
    // Twice the wire time at the slowest rate: converters hand over in bursts.
    const transferMs = Math.ceil((2 * 1000 * bitsPerByte * replyBytes(command)) / profile.slowestBaudRate);
    let due = clock.setTimer(() => {
      const { firstByteAt } = waiting;
      const leftMs = firstByteAt === null ? 0 : firstByteAt + transferMs - clock.monotonic();
      if (leftMs > 0) due = clock.setTimer(expire, leftMs);
      else expire();
    }, limitMs);
    const expire = () => {
      count('TimeoutCount');
      waiting.answer.reject(failure(waiting, 'timeout', `no reply within ${limitMs} ms`));
      onSilence();
    };
    this.#outstanding = waiting;
    write(encodeRequest(command.code)).catch((error: unknown) => waiting.answer.reject(error));
    try {
      const reply = await raceAbort(waiting.answer.promise, signal);
      onAnswer();
      return reply;
    } catch (error) {
      this.#settled = false;
      throw error;
    } finally {
      due.cancel();
      waiting.quiet?.cancel();
      this.#outstanding = null;
    }
  }

  #frame(reply: SamReply): void {
    const waiting = this.#outstanding;
    if (waiting && fits(waiting.command, reply)) {
      // At once, not when the answer has been taken: a second frame in the same piece is nobody's.
      this.#outstanding = null;
      waiting.answer.resolve(reply);
      return;
    }
    this.#options.count('StrayFrameCount');
    this.#settled = false;
  }
}

function failure({ command, name }: Outstanding, code: DeviceErrorCode, what: string): DeviceError {
  const ofCard = command.step === 'select' || command.step === 'read';
  return new DeviceError(code, `${name}: ${what}`, {
    condition: ofCard ? 'read.failed' : 'device.silent',
    effect: 'none',
    retry: 'safe',
  });
}
