import { clearedReply, fullStatusHeader } from './commands.ts';
import { processIdReply } from './process-id.ts';
import type { PrinterProfile } from './profile.ts';

/** What a printer says, one message at a time. */
export type PrinterMessage =
  /** Answer to one DLE EOT; for which n only the order tells. */
  | { kind: 'real-time'; byte: number }
  /** The four bytes of automatic status back. */
  | { kind: 'asb'; bytes: readonly [number, number, number, number] }
  /** Custom's full status without its header: paper, user, recoverable and unrecoverable errors. */
  | { kind: 'full-status'; bytes: readonly [number, number, number, number] }
  /** The ejector's status byte, after {@link StatusReader.expectEjector}. */
  | { kind: 'ejector'; byte: number }
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
const flow = 4;
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === XON || byte === XOFF) return flow;
  if ((byte & kindMask) === realTime) return alone;
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
  readonly #hasFullStatus: boolean;
  readonly #asb = new Uint8Array(4);
  #asbLength = 0;
  readonly #processId = new Uint8Array(7);
  #processIdLength = 0;
  readonly #fullStatus = new Uint8Array(6);
  #fullStatusLength = 0;
  #ejector = false;
  /** Bytes of noise that have not been told yet. */
  #noise = 0;
  #listener: (message: PrinterMessage) => void = () => {};

  /**
   * @param strategy decides what 10h begins: Epson's automatic status, Custom's full status (any bits), or nothing, so
   * that it is noise like any other.
   */
  constructor(strategy: PrinterProfile['status']['strategy']) {
    this.#automatic = strategy === 'asb';
    this.#hasFullStatus = strategy === 'custom-full';
  }

  /** Whether a message has begun and not ended. */
  get pending(): boolean {
    return this.#asbLength > 0 || this.#processIdLength > 0 || this.#fullStatusLength > 0;
  }

  /** A new line: forgets what has begun and what was expected. */
  reset(): void {
    this.drop();
    this.#ejector = false;
  }

  /** Forgets what has begun. */
  drop(): void {
    this.#asbLength = 0;
    this.#processIdLength = 0;
    this.#fullStatusLength = 0;
  }

  /** What comes next answers a new question. */
  dropFullStatus(): void {
    this.#fullStatusLength = 0;
  }

  /** The next byte is the ejector's, whatever its bits. Holds until it comes: the printer answers in order. */
  expectEjector(): void {
    this.#ejector = true;
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
    if (kind === flow) this.#tell(single[byte]);
    else if (this.#ejector) {
      this.#ejector = false;
      this.#tell({ kind: 'ejector', byte });
    } else if (this.#fullStatusLength > 0) this.#fullStatusByte(byte);
    else if (kind === alone) this.#tell(single[byte]);
    else if (this.#hasFullStatus && byte === fullStatusHeader[0]) this.#fullStatusByte(byte);
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

  /** No status byte of Custom's uses bit 4, so 10h begins a message anew. */
  #fullStatusByte(byte: number): void {
    if (byte === fullStatusHeader[0]) {
      this.#noise += this.#fullStatusLength;
      this.#fullStatusLength = 0;
    } else if (this.#fullStatusLength === 1 && byte !== fullStatusHeader[1]) {
      this.#noise += 1;
      this.#fullStatusLength = 0;
      this.#byte(byte);
      return;
    }
    this.#fullStatus[this.#fullStatusLength] = byte;
    this.#fullStatusLength += 1;
    if (this.#fullStatusLength < this.#fullStatus.length) return;
    const [, , paper = 0, user = 0, recoverable = 0, unrecoverable = 0] = this.#fullStatus;
    this.#fullStatusLength = 0;
    this.#tell({ kind: 'full-status', bytes: [paper, user, recoverable, unrecoverable] });
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
