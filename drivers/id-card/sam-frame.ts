/**
 * Framing of GA/T 467 readers, the same in both directions: preamble, length (big-endian, counts everything
 * after itself), body, and a check byte that makes the XOR from the length on zero.
 */
export const preamble = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
export const headerLength = preamble.length + 2;

/** The longest reply there is: text, photo and 1024 bytes of fingerprint (command 30 10). */
export const maxLength = 0x090a;

/** @param body what stands between length and check byte. */
export function encodeFrame(body: Uint8Array): Uint8Array {
  const length = body.length + 1;
  const frame = new Uint8Array(headerLength + length);
  frame.set(preamble);
  frame[preamble.length] = length >> 8;
  frame[preamble.length + 1] = length & 0xff;
  frame.set(body, headerLength);
  frame[frame.length - 1] = xor(frame.subarray(preamble.length, -1));
  return frame;
}

export function encodeRequest(code: readonly [number, number]): Uint8Array {
  return encodeFrame(Uint8Array.from(code));
}

/** SW1 and SW2 are the card's own status words and zero where no card was asked; SW3 is the reader's. */
export interface SamReply {
  sw1: number;
  sw2: number;
  sw3: number;
  data: Uint8Array;
}

/** Shortest length field of a reply: three status words and the check byte. */
export const minReplyLength = 4;

/** @param body of a frame with at least `minReplyLength`; the data of the reply is a view of it. */
export function decodeReply(body: Uint8Array): SamReply {
  const [sw1, sw2, sw3] = body;
  if (sw1 === undefined || sw2 === undefined || sw3 === undefined)
    throw new RangeError('a reply has three status words');
  return { sw1, sw2, sw3, data: body.subarray(3) };
}

/**
 * `frame`: a whole frame that checks. `resync`: bytes that were given up on the way to one, and why:
 * they are no frame (`garbage`), a length nothing can have, a wrong check byte, or a frame of which the end
 * never came.
 */
export type FrameEvent =
  | { kind: 'frame'; body: Uint8Array }
  | { kind: 'resync'; reason: 'garbage' | 'length' | 'checksum' | 'truncated'; bytes: number };

type Verdict =
  | { kind: 'frame'; end: number }
  | { kind: 'incomplete' }
  | { kind: 'damaged'; reason: 'length' | 'checksum' };

/**
 * Finds frames in a stream of bytes, whatever the pieces. Where candidates overlap, the valid frame that ends
 * first wins: a false or cut-off preamble can then never swallow the frames behind it, and the result does not
 * depend on how the bytes were cut. (A photo that happens to contain a whole valid frame would be misread; that
 * takes five preamble bytes, a length and a check byte by chance, about 2^-60 per position.)
 */
export class SamFrameParser {
  readonly #minLength: number;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(minLength: number) {
    this.#minLength = minLength;
  }

  /** Whether a frame has begun and not ended. */
  get pending(): boolean {
    return this.#buffer.length >= preamble.length;
  }

  push(chunk: Uint8Array): FrameEvent[] {
    const joined = Buffer.alloc(this.#buffer.length + chunk.length);
    joined.set(this.#buffer);
    joined.set(chunk, this.#buffer.length);
    this.#buffer.fill(0);
    this.#buffer = joined;
    const events: FrameEvent[] = [];
    while (this.#step(events));
    return events;
  }

  /** Forgets a frame that has begun. Returns how many bytes that were. */
  reset(): number {
    const dropped = this.#buffer.length;
    this.#drop(dropped);
    return dropped;
  }

  /** Returns whether there may be more to find. */
  #step(events: FrameEvent[]): boolean {
    const start = this.#buffer.indexOf(preamble);
    const skipped = start < 0 ? this.#buffer.length - partialPreamble(this.#buffer) : start;
    if (skipped > 0) {
      events.push({ kind: 'resync', reason: 'garbage', bytes: skipped });
      this.#drop(skipped);
    }
    if (start < 0) return false;

    const own = this.#judge(0);
    const first = this.#firstFrame();
    if (first) {
      if (first.start > 0)
        events.push({
          kind: 'resync',
          reason: own.kind === 'damaged' ? own.reason : 'truncated',
          bytes: first.start,
        });
      events.push({
        kind: 'frame',
        body: Uint8Array.from(this.#buffer.subarray(first.start + headerLength, first.end - 1)),
      });
      this.#drop(first.end);
      return true;
    }
    if (own.kind !== 'damaged') return false;
    // Only the preamble is given up: what follows may well be the start of a good frame.
    events.push({ kind: 'resync', reason: own.reason, bytes: preamble.length });
    this.#drop(preamble.length);
    return true;
  }

  #firstFrame(): { start: number; end: number } | null {
    let first: { start: number; end: number } | null = null;
    for (let start = 0; start >= 0; start = this.#buffer.indexOf(preamble, start + 1)) {
      const verdict = this.#judge(start);
      if (verdict.kind === 'frame' && (!first || verdict.end < first.end))
        first = { start, end: verdict.end };
    }
    return first;
  }

  #judge(start: number): Verdict {
    if (this.#buffer.length < start + headerLength) return { kind: 'incomplete' };
    const length = this.#buffer.readUInt16BE(start + preamble.length);
    if (length < this.#minLength || length > maxLength) return { kind: 'damaged', reason: 'length' };
    const end = start + headerLength + length;
    if (this.#buffer.length < end) return { kind: 'incomplete' };
    return xor(this.#buffer.subarray(start + preamble.length, end)) === 0
      ? { kind: 'frame', end }
      : { kind: 'damaged', reason: 'checksum' };
  }

  /** Wiped, not only let go of: a card may have been in there. */
  #drop(bytes: number): void {
    this.#buffer.fill(0, 0, bytes);
    this.#buffer = this.#buffer.subarray(bytes);
  }
}

/** How many bytes at the end could be the beginning of a preamble. */
function partialPreamble(bytes: Buffer): number {
  for (let length = Math.min(preamble.length - 1, bytes.length); length > 0; length -= 1)
    if (bytes.subarray(-length).equals(preamble.subarray(0, length))) return length;
  return 0;
}

function xor(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}
