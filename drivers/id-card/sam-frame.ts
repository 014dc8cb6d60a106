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

/** A preamble, and what is known so far of the frame that may begin there. */
interface Candidate {
  /** Counted from the first byte that the parser was ever given, as `end` is. */
  start: number;
  verdict: 'open' | 'frame' | 'length' | 'checksum';
  /** Behind the check byte; as far as the length is known. */
  end: number;
}

/**
 * Finds frames in a stream of bytes, whatever the pieces. Where candidates overlap, the valid frame that ends
 * first wins: a false or cut-off preamble can then never swallow the frames behind it, and the result does not
 * depend on how the bytes were cut. (A photo that happens to contain a whole valid frame would be misread; that
 * takes five preamble bytes, a length and a check byte by chance, about 2^-60 per position.)
 *
 * Each candidate is judged once, so the time per byte does not grow with the noise.
 */
export class SamFrameParser {
  readonly #minLength: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** XOR of the buffer up to each place, so that a check byte costs the same however long the frame is. */
  #sums = new Uint8Array(1);
  /** Where the buffer begins, counted as in `Candidate`. */
  #base = 0;
  /** Of the buffer, in order. */
  #candidates: Candidate[] = [];

  constructor(minLength: number) {
    this.#minLength = minLength;
  }

  /** Whether a frame has begun and not ended. */
  get pending(): boolean {
    return this.#buffer.length >= preamble.length;
  }

  push(chunk: Uint8Array): FrameEvent[] {
    this.#append(chunk);
    const events: FrameEvent[] = [];
    let head = 0;
    for (;;) {
      const own = this.#candidates[head];
      if (!own) break;
      const judged = this.#judge(own);
      const first = judged === 'open' || judged === 'frame' ? this.#firstFrame(head) : null;
      if (first) {
        // What it overlaps with cannot be whole any more.
        for (; this.#candidates[head] !== first; head += 1) this.#giveUp(head, events);
        this.#skip(first.start, 'garbage', events);
        const from = first.start - this.#base;
        const body = this.#buffer.subarray(from + headerLength, first.end - this.#base - 1);
        events.push({ kind: 'frame', body: new Uint8Array(body) });
        this.#drop(first.end - this.#base);
        while ((this.#candidates[head]?.start ?? Infinity) < first.end) head += 1;
      } else if (judged === 'open') break;
      else {
        this.#giveUp(head, events);
        head += 1;
      }
    }
    this.#candidates.splice(0, head);
    const keepFrom = this.#candidates[0]?.start ?? this.#end - partialPreamble(this.#buffer);
    this.#skip(keepFrom, 'garbage', events);
    return events;
  }

  /** Forgets a frame that has begun. Returns how many bytes that were. */
  reset(): number {
    const dropped = this.#buffer.length;
    this.#candidates = [];
    this.#drop(dropped);
    return dropped;
  }

  get #end(): number {
    return this.#base + this.#buffer.length;
  }

  #append(chunk: Uint8Array): void {
    const known = this.#buffer.length;
    const joined = Buffer.alloc(known + chunk.length);
    joined.set(this.#buffer);
    joined.set(chunk, known);
    this.#buffer.fill(0);
    this.#buffer = joined;
    this.#sum(known);
    let at = Math.max(0, known - preamble.length + 1);
    while ((at = joined.indexOf(preamble, at)) >= 0) {
      this.#candidates.push({ start: this.#base + at, verdict: 'open', end: Infinity });
      at += 1;
    }
  }

  #sum(known: number): void {
    const sums = new Uint8Array(this.#buffer.length + 1);
    sums.set(this.#sums);
    this.#sums.fill(0);
    this.#sums = sums;
    let sum = sums[known] ?? 0;
    for (let at = known; at < this.#buffer.length; at += 1) {
      sum ^= this.#buffer[at] ?? 0;
      sums[at + 1] = sum;
    }
  }

  /** Of the frames that overlap with the candidate at `head`, the one that ends first; itself, if it is one. */
  #firstFrame(head: number): Candidate | null {
    let first: Candidate | null = null;
    for (let index = head; index < this.#candidates.length; index += 1) {
      const candidate = this.#candidates[index];
      if (!candidate || (first && candidate.start >= first.end)) break;
      if (this.#judge(candidate) === 'frame' && (!first || candidate.end < first.end)) first = candidate;
    }
    return first;
  }

  #judge(candidate: Candidate): Candidate['verdict'] {
    if (candidate.verdict !== 'open') return candidate.verdict;
    const start = candidate.start - this.#base;
    if (this.#buffer.length < start + headerLength) return 'open';
    const length = this.#buffer.readUInt16BE(start + preamble.length);
    if (length < this.#minLength || length > maxLength) {
      candidate.verdict = 'length';
      return candidate.verdict;
    }
    const end = start + headerLength + length;
    if (this.#buffer.length < end) return 'open';
    candidate.end = this.#base + end;
    const sound = this.#sums[start + preamble.length] === this.#sums[end];
    candidate.verdict = sound ? 'frame' : 'checksum';
    return candidate.verdict;
  }

  /** Gives up a candidate and what follows it, as far as the next one: that may well be good. */
  #giveUp(index: number, events: FrameEvent[]): void {
    const candidate = this.#candidates[index];
    if (!candidate) return;
    this.#skip(candidate.start, 'garbage', events);
    const { verdict } = candidate;
    const reason = verdict === 'length' || verdict === 'checksum' ? verdict : 'truncated';
    const next = this.#candidates[index + 1]?.start ?? this.#end - partialPreamble(this.#buffer);
    this.#skip(next, reason, events);
  }

  #skip(upTo: number, reason: 'garbage' | 'length' | 'checksum' | 'truncated', events: FrameEvent[]): void {
    const bytes = upTo - this.#base;
    if (bytes <= 0) return;
    events.push({ kind: 'resync', reason, bytes });
    this.#drop(bytes);
  }

  /** Wiped, not only let go of: a card may have been in there. */
  #drop(bytes: number): void {
    this.#buffer.fill(0, 0, bytes);
    this.#buffer = this.#buffer.subarray(bytes);
    this.#sums.fill(0, 0, bytes);
    this.#sums = this.#sums.subarray(bytes);
    this.#base += bytes;
  }
}

/** How many bytes at the end could be the beginning of a preamble. */
function partialPreamble(bytes: Buffer): number {
  for (let length = Math.min(preamble.length - 1, bytes.length); length > 0; length -= 1)
    if (bytes.subarray(-length).equals(preamble.subarray(0, length))) return length;
  return 0;
}

function xor(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}
