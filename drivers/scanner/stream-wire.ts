import type { Timer } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { CodeEnd } from './code-end.ts';
import { Exchanges } from './exchanges.ts';
import { raceAbort } from '../runtime/deadline.ts';
import { suffixBytes, type StreamProfile } from './profile.ts';
import type { ScannerWire, WireOptions } from './wire.ts';

/** Something to send. */
export interface StreamCommand {
  bytes: Uint8Array;
  /** The bytes with which the reply begins; `null`: it is not answered. */
  replyBegins: Uint8Array | null;
}

export interface StreamReply {
  /** `nak`: knows the command and will not; `enq`: does not know it. */
  status: 'ack' | 'nak' | 'enq';
  /** The present setting, for a query: `SCNMOD0`. */
  setting: string;
}

/** How a maker of scanners that send bare codes writes commands, and replies between the codes. */
export interface Dialect {
  /** The bytes with which every reply begins, and no code; `null` where only the command tells what its reply is. */
  readonly replyPrefix: Uint8Array | null;
  /** Several settings that last until power-off. */
  setUp(commands: readonly string[]): StreamCommand;
  /** Asks for the value of the setting that `command` would change. */
  query(command: string): StreamCommand;
  readonly start: StreamCommand;
  readonly stop: StreamCommand;
  /** Length of the reply with which the bytes begin; `null` while its end is not there. */
  replyLength(bytes: Uint8Array): number | null;
  parse(reply: Uint8Array): StreamReply;
}

/** A reply without an end within this is none. */
const maxReplyBytes = 256;

const never = new AbortController().signal;

/**
 * Codes and replies on one stream. Codes have no frame: where replies have none either, one is looked for only while
 * it is due.
 */
export class StreamWire implements ScannerWire {
  readonly #dialect: Dialect;
  readonly #profile: StreamProfile;
  readonly #options: WireOptions;
  readonly #codes: CodeEnd;
  readonly #exchanges: Exchanges<StreamCommand, StreamReply>;
  /** What may be the beginning of a reply. */
  #held = new Uint8Array();
  #quiet: Timer | null = null;

  constructor(dialect: Dialect, profile: StreamProfile, options: WireOptions) {
    this.#dialect = dialect;
    this.#profile = profile;
    this.#options = options;
    this.#exchanges = new Exchanges({ ...options, replyMs: profile.replyMs, gapMs: profile.gapMs });
    this.#codes = new CodeEnd({
      clock: options.clock,
      quietMs: profile.quietMs,
      suffix: suffixBytes[profile.suffix],
      onCode: (payload, stale) => options.onCode({ payload, symbology: null, stale }),
      onFlood: () => options.onFlood(),
    });
  }

  reset(): void {
    this.#forget();
    this.#exchanges.reset();
  }

  lost(error: DeviceError): void {
    this.#forget();
    this.#exchanges.lost(error);
  }

  received(bytes: Uint8Array): void {
    this.#quiet?.cancel();
    // Set before that of the code, whose end it may be that is held back.
    this.#quiet = this.#options.clock.setTimer(() => this.#silence(), this.#profile.quietMs);
    const all = Uint8Array.from([...this.#held, ...bytes]);
    this.#held = new Uint8Array();
    this.#sort(all);
    all.fill(0);
    if (this.#held.length === 0) this.#quiet.cancel();
    // The piece is ours, and with it what a code may have said in it.
    bytes.fill(0);
  }

  discard(): void {
    this.#codes.discard();
  }

  async greet(): Promise<void> {
    await this.#ask(this.#dialect.setUp(this.#profile.setUp), never);
  }

  ask = async (signal: AbortSignal): Promise<string> => {
    const [setting = ''] = this.#profile.setUp;
    return this.#ask(this.#dialect.query(setting), signal);
  };

  async start(signal: AbortSignal, reading: () => void): Promise<void> {
    await raceAbort(this.#codes.calm, signal);
    await this.#ask(this.#dialect.start, signal, reading);
  }

  async stop(): Promise<void> {
    await this.#ask(this.#dialect.stop, never);
  }

  async #ask(command: StreamCommand, signal: AbortSignal, agreed: () => void = () => {}): Promise<string> {
    if (!command.replyBegins) {
      await this.#exchanges.tell(command.bytes, signal, agreed);
      return '';
    }
    const { status, setting } = await this.#exchanges.run(command, signal, (reply) => {
      if (reply.status === 'ack') agreed();
    });
    if (status === 'ack') return setting;
    const raw = status.toUpperCase();
    this.#options.onRefusal(raw);
    throw new DeviceError('condition', `the scanner refused a command (${raw})`, {
      condition: 'fault.recoverable',
      effect: 'none',
      retry: 'afterFix',
    });
  }

  /** What is no reply is code, in front of the reply and behind it. */
  #sort(all: Uint8Array): void {
    let rest = all;
    for (;;) {
      const due = this.#exchanges.outstanding?.replyBegins;
      const begins = this.#dialect.replyPrefix ?? due;
      if (!begins) return this.#codes.push(rest);
      const at = Buffer.from(rest.buffer, rest.byteOffset, rest.length).indexOf(begins);
      const front = at < 0 ? rest.length - overlap(rest, begins) : at;
      this.#codes.push(rest.subarray(0, front));
      rest = rest.subarray(front);
      const length = at < 0 ? null : this.#dialect.replyLength(rest);
      if (length === null) {
        if (rest.length > maxReplyBytes) return this.#codes.push(rest);
        this.#held = rest.slice();
        return;
      }
      const reply = rest.subarray(0, length);
      rest = rest.subarray(length);
      // One that comes twice, or too late.
      if (!due?.every((byte, index) => byte === reply[index])) this.#options.count('StrayReplyCount');
      else this.#exchanges.answer(this.#dialect.parse(reply));
    }
  }

  /** What nobody waits for and does not go on was no reply. */
  #silence(): void {
    if (this.#exchanges.outstanding?.replyBegins) return;
    const held = this.#held;
    this.#held = new Uint8Array();
    this.#codes.push(held);
    held.fill(0);
  }

  #forget(): void {
    this.#quiet?.cancel();
    this.#held = new Uint8Array();
    this.#codes.reset();
  }
}

/** How many bytes at the end may be the beginning of `begins`. */
function overlap(bytes: Uint8Array, begins: Uint8Array): number {
  for (let length = Math.min(bytes.length, begins.length - 1); length > 0; length -= 1) {
    const from = bytes.length - length;
    if (begins.subarray(0, length).every((byte, index) => byte === bytes[from + index])) return length;
  }
  return 0;
}
