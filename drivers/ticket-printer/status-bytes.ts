import { clearedReply, fullStatusHeader } from './commands.ts';
import { processIdReply } from './process-id.ts';

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
  /** Bytes that no message of the protocol holds at this place. */
  | { kind: 'noise'; bytes: readonly number[] };

const XON = 0x11;
const XOFF = 0x13;
/** Bits 7, 4, 1 and 0 tell the kinds of status bytes apart. */
const kindMask = 0x93;
const realTime = 0x12;
const asbFirst = 0x10;
const bit4or7 = 0x90;

/**
 * Tells the printer's messages apart, byte by byte, by their fixed bits (Epson, "Identifying status"; Citizen and
 * Bematech manuals agree): `0xx1xx10` DLE EOT, `0xx1xx00` first of four automatic bytes, `0xx0xxxx` GS r and GS I.
 * Automatic status and DLE EOT replies may stand inside any other reply, also inside each other.
 */
export class StatusReader {
  readonly #hasFullStatus: boolean;
  #asb: number[] = [];
  #processId: number[] = [];
  #fullStatus: number[] = [];
  #ejector = false;

  /** @param strategy decides what 10h begins: Custom's full status (any bits) or Epson's automatic status. */
  constructor(strategy: 'asb' | 'dle-eot' | 'custom-full') {
    this.#hasFullStatus = strategy === 'custom-full';
  }

  reset(): void {
    this.#asb = [];
    this.#processId = [];
    this.#fullStatus = [];
    this.#ejector = false;
  }

  /** What comes next answers a new question. */
  dropFullStatus(): void {
    this.#fullStatus = [];
  }

  /** The next byte is the ejector's, whatever its bits. Holds until it comes: the printer answers in order. */
  expectEjector(): void {
    this.#ejector = true;
  }

  read(bytes: Iterable<number>): PrinterMessage[] {
    const messages: PrinterMessage[] = [];
    for (const byte of bytes) this.#byte(byte, messages);
    return messages;
  }

  #byte(byte: number, messages: PrinterMessage[]): void {
    if (byte === XON || byte === XOFF) messages.push({ kind: 'flow', go: byte === XON });
    else if (this.#ejector) {
      this.#ejector = false;
      messages.push({ kind: 'ejector', byte });
    } else if (this.#hasFullStatus && (byte === fullStatusHeader[0] || this.#fullStatus.length > 0))
      this.#full(byte, messages);
    else if ((byte & kindMask) === realTime) messages.push({ kind: 'real-time', byte });
    else if ((byte & kindMask) === asbFirst) {
      drop(this.#asb, messages);
      this.#asb = [byte];
    } else if (this.#asb.length > 0 && (byte & bit4or7) === 0) this.#automatic(byte, messages);
    else if (byte === processIdReply.header) {
      drop(this.#processId, messages);
      this.#processId = [byte];
    } else if (this.#processId.length > 0) this.#identified(byte, messages);
    else if ((byte & bit4or7) === 0) messages.push({ kind: 'basic', byte });
    else messages.push({ kind: 'noise', bytes: [byte] });
  }

  /** No status byte of Custom's uses bit 4, so 10h begins a message anew. */
  #full(byte: number, messages: PrinterMessage[]): void {
    if (byte === fullStatusHeader[0]) {
      drop(this.#fullStatus, messages);
      this.#fullStatus = [byte];
      return;
    }
    if (this.#fullStatus.length === 1 && byte !== fullStatusHeader[1]) {
      drop(this.#fullStatus, messages);
      this.#fullStatus = [];
      this.#byte(byte, messages);
      return;
    }
    this.#fullStatus.push(byte);
    const [, , paper, user, recoverable, unrecoverable] = this.#fullStatus;
    if (paper === undefined || user === undefined) return;
    if (recoverable === undefined || unrecoverable === undefined) return;
    messages.push({ kind: 'full-status', bytes: [paper, user, recoverable, unrecoverable] });
    this.#fullStatus = [];
  }

  #automatic(byte: number, messages: PrinterMessage[]): void {
    this.#asb.push(byte);
    const [first, second, third, fourth] = this.#asb;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) return;
    messages.push({ kind: 'asb', bytes: [first, second, third, fourth] });
    this.#asb = [];
  }

  #identified(byte: number, messages: PrinterMessage[]): void {
    const place = this.#processId.length;
    const clearing = this.#processId[1] === clearedReply[1];
    if (clearing && byte === clearedReply[2]) {
      messages.push({ kind: 'cleared' });
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
      messages.push({ kind: 'process-id', id: String.fromCharCode(...this.#processId.slice(2)) });
      this.#processId = [];
    } else if (fits) this.#processId.push(byte);
    else if (byte >= 0x80)
      // Line noise within a reply: leave it out and go on.
      messages.push({ kind: 'noise', bytes: [byte] });
    else {
      drop(this.#processId, messages);
      this.#processId = [];
      this.#byte(byte, messages);
    }
  }
}

function drop(partial: readonly number[], messages: PrinterMessage[]): void {
  if (partial.length > 0) messages.push({ kind: 'noise', bytes: [...partial] });
}
