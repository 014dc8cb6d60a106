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
  /** So many bytes that no message of the protocol holds at this place. */
  | { kind: 'noise'; bytes: number };

const XON = 0x11;
const XOFF = 0x13;
/** Bits 7, 4, 1 and 0 tell the kinds of status bytes apart. */
const kindMask = 0x93;
const realTime = 0x12;
const asbFirst = 0x10;
const bit4or7 = 0x90;

/** What a byte is by its fixed bits alone. Looked up, so that a line full of noise costs next to nothing. */
const other = 0;
const basic = 1;
const first = 2;
const alone = 3;
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === XON || byte === XOFF || (byte & kindMask) === realTime) return alone;
  if ((byte & kindMask) === asbFirst) return first;
  return (byte & bit4or7) === 0 ? basic : other;
});

/** Messages of one byte, made once. */
const single: readonly PrinterMessage[] = Array.from({ length: 256 }, (_, byte) => {
  if (byte === XON || byte === XOFF) return { kind: 'flow', go: byte === XON };
  return { kind: (byte & kindMask) === realTime ? 'real-time' : 'basic', byte };
});

/**
 * Tells the printer's messages apart, byte by byte, by their fixed bits (Epson, "Identifying status"; Citizen and
 * Bematech manuals agree): `0xx1xx10` DLE EOT, `0xx1xx00` first of four automatic bytes, `0xx0xxxx` GS r and GS I.
 * Automatic status and DLE EOT replies may stand inside any other reply, also inside each other.
 */
export class StatusReader {
  readonly #automatic: boolean;
  readonly #asb = new Uint8Array(4);
  #asbLength = 0;
  readonly #processId = new Uint8Array(7);
  #processIdLength = 0;
  /** Bytes of noise that have not been told yet. */
  #noise = 0;
  #listener: (message: PrinterMessage) => void = () => {};

  /** @param automatic whether the model sends automatic status. Else its first byte is noise like any other. */
  constructor({ automatic }: { automatic: boolean }) {
    this.#automatic = automatic;
  }

  /** Whether a message has begun and not ended. */
  get pending(): boolean {
    return this.#asbLength > 0 || this.#processIdLength > 0;
  }

  /** Forgets what has begun. */
  reset(): void {
    this.#asbLength = 0;
    this.#processIdLength = 0;
  }

  /** @param tell called with each message as it ends; noise in one piece, in front of what follows it. */
  read(bytes: Uint8Array, tell: (message: PrinterMessage) => void): void {
    this.#listener = tell;
    // By index: an iterator costs more than all the rest.
    for (let at = 0; at < bytes.length; at += 1) this.#byte(bytes[at] ?? 0);
    this.#endNoise();
  }

  #byte(byte: number): void {
    const kind = kinds[byte];
    if (kind === alone) this.#tell(single[byte]);
    else if (kind === first && this.#automatic) {
      this.#noise += this.#asbLength;
      this.#asb[0] = byte;
      this.#asbLength = 1;
    } else if (kind === basic && this.#asbLength > 0) this.#automaticByte(byte);
    else if (byte === processIdReply.header) {
      this.#noise += this.#processIdLength;
      this.#processId[0] = byte;
      this.#processIdLength = 1;
    } else if (this.#processIdLength > 0) this.#identified(byte);
    else if (kind === basic) this.#tell(single[byte]);
    else this.#noise += 1;
  }

  #automaticByte(byte: number): void {
    this.#asb[this.#asbLength] = byte;
    this.#asbLength += 1;
    if (this.#asbLength < this.#asb.length) return;
    const [one = 0, two = 0, three = 0, four = 0] = this.#asb;
    this.#tell({ kind: 'asb', bytes: [one, two, three, four] });
    this.#asbLength = 0;
  }

  #identified(byte: number): void {
    const place = this.#processIdLength;
    const clearing = place > 1 && this.#processId[1] === clearedReply[1];
    if (clearing && byte === clearedReply[2]) {
      this.#tell({ kind: 'cleared' });
      this.#processIdLength = 0;
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
      this.#tell({ kind: 'process-id', id: String.fromCharCode(...this.#processId.subarray(2, 6)) });
      this.#processIdLength = 0;
    } else if (fits) {
      this.#processId[place] = byte;
      this.#processIdLength += 1;
    }
    // Line noise within a reply: leave it out and go on.
    else if (byte >= 0x80) this.#noise += 1;
    else {
      this.#noise += place;
      this.#processIdLength = 0;
      this.#byte(byte);
    }
  }

  #tell(message: PrinterMessage | undefined): void {
    if (this.#noise > 0) this.#endNoise();
    if (message) this.#listener(message);
  }

  #endNoise(): void {
    if (this.#noise === 0) return;
    this.#listener({ kind: 'noise', bytes: this.#noise });
    this.#noise = 0;
  }
}
