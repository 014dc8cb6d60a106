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

/**
 * Tells the printer's messages apart, byte by byte, by their fixed bits (Epson, "Identifying status"; Citizen and
 * Bematech manuals agree): `0xx1xx10` DLE EOT, `0xx1xx00` first of four automatic bytes, `0xx0xxxx` GS r and GS I.
 * Automatic status and DLE EOT replies may stand inside any other reply, also inside each other.
 */
export class StatusReader {
  #asb: number[] = [];
  #processId: number[] = [];

  reset(): void {
    this.#asb = [];
    this.#processId = [];
  }

  read(bytes: Iterable<number>): PrinterMessage[] {
    const messages: PrinterMessage[] = [];
    for (const byte of bytes) this.#byte(byte, messages);
    return messages;
  }

  #byte(byte: number, messages: PrinterMessage[]): void {
    if (byte === XON || byte === XOFF) messages.push({ kind: 'flow', go: byte === XON });
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
