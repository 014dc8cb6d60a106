import { clearedReply } from './commands.ts';
import { processIdReply } from './process-id.ts';

/** What a printer says, one message at a time. */
export type PrinterMessage =
  /** Answer to one DLE EOT; for which n only the order tells. */
  | { kind: 'real-time'; byte: number }
  /** The four bytes of automatic status back. */
  | { kind: 'asb'; bytes: readonly [number, number, number, number] }
  | { kind: 'process-id'; id: string }
  /** Both buffers are empty now. */
  | { kind: 'cleared' }
  /** Answer to GS r or GS I. */
  | { kind: 'basic'; byte: number }
  | { kind: 'flow'; go: boolean }
  /** Bytes that no message of the protocol holds at this place. */
  | { kind: 'noise'; bytes: readonly number[] };

const XON = 0x11;
const XOFF = 0x13;
/** Bits 7, 4, 1 and 0 tell the kinds of status bytes apart. */
const kindMask = 0x93;
const realTime = 0x12;
const asbFirst = 0x10;
const bit4or7 = 0x90;

/** What a byte is by its fixed bits alone. Looked up, so that a line full of noise costs next to nothing. */
type ByteKind = 'flow' | 'real-time' | 'asb-first' | 'basic' | 'other';
const kinds: readonly ByteKind[] = Array.from({ length: 256 }, (_, byte) => {
  if (byte === XON || byte === XOFF) return 'flow';
  if ((byte & kindMask) === realTime) return 'real-time';
  if ((byte & kindMask) === asbFirst) return 'asb-first';
  return (byte & bit4or7) === 0 ? 'basic' : 'other';
});

/**
 * Tells the printer's messages apart, byte by byte, by their fixed bits (Epson, "Identifying status"; Citizen and
 * Bematech manuals agree): `0xx1xx10` DLE EOT, `0xx1xx00` first of four automatic bytes, `0xx0xxxx` GS r and GS I.
 * Automatic status and DLE EOT replies may stand inside any other reply, also inside each other.
 */
export class StatusReader {
  readonly #automatic: boolean;
  #asb: number[] = [];
  #processId: number[] = [];
  #noise: number[] = [];
  #messages: PrinterMessage[] = [];

  /** @param automatic whether the model sends automatic status. Else its first byte is noise like any other. */
  constructor({ automatic }: { automatic: boolean }) {
    this.#automatic = automatic;
  }

  /** Whether a message has begun and not ended. */
  get pending(): boolean {
    return this.#asb.length > 0 || this.#processId.length > 0;
  }

  /** Forgets what has begun. */
  reset(): void {
    this.#asb = [];
    this.#processId = [];
  }

  read(bytes: Uint8Array | readonly number[]): PrinterMessage[] {
    const messages: PrinterMessage[] = [];
    this.#messages = messages;
    for (const byte of bytes) this.#byte(byte);
    this.#endNoise();
    return messages;
  }

  #byte(byte: number): void {
    const kind = kinds[byte];
    if (kind === 'flow') this.#tell({ kind, go: byte === XON });
    else if (kind === 'real-time') this.#tell({ kind, byte });
    else if (kind === 'asb-first' && this.#automatic) {
      this.#drop(this.#asb);
      this.#asb = [byte];
    } else if (kind === 'basic' && this.#asb.length > 0) this.#automaticByte(byte);
    else if (byte === processIdReply.header) {
      this.#drop(this.#processId);
      this.#processId = [byte];
    } else if (this.#processId.length > 0) this.#identified(byte);
    else if (kind === 'basic') this.#tell({ kind, byte });
    else this.#noise.push(byte);
  }

  #automaticByte(byte: number): void {
    this.#asb.push(byte);
    const [first, second, third, fourth] = this.#asb;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) return;
    this.#tell({ kind: 'asb', bytes: [first, second, third, fourth] });
    this.#asb = [];
  }

  #identified(byte: number): void {
    const place = this.#processId.length;
    const clearing = this.#processId[1] === clearedReply[1];
    if (clearing && byte === clearedReply[2]) {
      this.#tell({ kind: 'cleared' });
      this.#processId = [];
      return;
    }
    const fits =
      place === 1
        ? byte === processIdReply.identifier || byte === clearedReply[1]
        : clearing
          ? false
          : place < 6
            ? byte >= 0x20 && byte <= 0x7e
            : byte === processIdReply.end;
    if (fits && place === 6) {
      this.#tell({ kind: 'process-id', id: String.fromCharCode(...this.#processId.slice(2)) });
      this.#processId = [];
    } else if (fits) this.#processId.push(byte);
    // Line noise within a reply: leave it out and go on.
    else if (byte >= 0x80) this.#noise.push(byte);
    else {
      this.#drop(this.#processId);
      this.#processId = [];
      this.#byte(byte);
    }
  }

  #drop(partial: readonly number[]): void {
    for (const byte of partial) this.#noise.push(byte);
  }

  #tell(message: PrinterMessage): void {
    this.#endNoise();
    this.#messages.push(message);
  }

  /** Noise is told in one piece, in front of what follows it. */
  #endNoise(): void {
    if (this.#noise.length === 0) return;
    this.#messages.push({ kind: 'noise', bytes: this.#noise });
    this.#noise = [];
  }
}
