import { DeviceError } from '../contract/device-error.ts';
import { CodeEnd } from './code-end.ts';
import { Exchanges } from './exchanges.ts';
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

/** Codes and replies on one stream. Codes have no frame, so a reply is looked for only while one is due. */
export class StreamWire implements ScannerWire {
  readonly #dialect: Dialect;
  readonly #profile: StreamProfile;
  readonly #options: WireOptions;
  readonly #codes: CodeEnd;
  readonly #exchanges: Exchanges<StreamCommand, StreamReply>;
  /** What may be the beginning of the reply that is due. */
  #held = new Uint8Array();

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
    this.#held = new Uint8Array();
    this.#codes.reset();
    this.#exchanges.reset();
  }

  lost(error: DeviceError): void {
    this.#codes.reset();
    this.#exchanges.lost(error);
  }

  received(bytes: Uint8Array): void {
    if (this.#held.length === 0 && !this.#exchanges.outstanding) {
      this.#codes.push(bytes);
    } else {
      const all = Uint8Array.from([...this.#held, ...bytes]);
      this.#held = new Uint8Array();
      this.#sort(all);
      all.fill(0);
    }
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
      const begins = this.#exchanges.outstanding?.replyBegins;
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
      const reply = this.#dialect.parse(rest.subarray(0, length));
      rest = rest.subarray(length);
      this.#exchanges.answer(reply);
    }
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
