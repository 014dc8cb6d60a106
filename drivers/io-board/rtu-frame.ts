/**
 * Framing of Modbus RTU ("MODBUS over Serial Line V1.02", 2.5.1): unit address, function, data, CRC. Nothing marks
 * where a frame begins; on the wire silence does, but converters and operating systems tear and merge it away.
 */

/** MODBUS over Serial Line V1.02, 6.2.2: polynomial A001 (reflected), all ones at first. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

const crcLength = 2;

/** @param body unit address, function and data. */
export function encodeRtu(body: Uint8Array): Uint8Array {
  const crc = crc16(body);
  // The only number in Modbus whose low byte comes first.
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

/** Silence that ends a frame and must come before the next (2.5.1.1): 3.5 characters, fixed above 19200 baud. */
export function silenceMs(baudRate: number): number {
  const bitsPerCharacter = 11;
  return baudRate > 19_200 ? 1.75 : (3.5 * bitsPerCharacter * 1000) / baudRate;
}

/**
 * `frame`: a whole frame that checks, without its CRC. `resync`: so many bytes were given up on the way to one,
 * because no frame begins there (`garbage`) or because one that does fails its CRC (`checksum`).
 */
export type RtuEvent =
  | { kind: 'frame'; body: Uint8Array }
  | { kind: 'resync'; reason: 'garbage' | 'checksum'; bytes: number };

/**
 * How long the frame is that would begin with these bytes, its CRC included. `more`: too early to say. `none`: no frame
 * begins like this.
 */
export type LengthOf = (start: Uint8Array) => number | 'more' | 'none';

type Verdict = { kind: 'frame'; end: number } | { kind: 'incomplete' | 'garbage' | 'checksum' };

/**
 * Finds frames in a stream of bytes, whatever the pieces. Where candidates overlap, the valid frame that ends first
 * wins: noise that looks like the beginning of a long frame then cannot swallow the frames behind it.
 */
export class RtuParser {
  readonly #lengthOf: LengthOf;
  #buffer: Uint8Array = new Uint8Array(0);

  constructor(lengthOf: LengthOf) {
    this.#lengthOf = lengthOf;
  }

  /** Whether a frame may have begun and not ended. */
  get pending(): boolean {
    return this.#buffer.length > 0;
  }

  push(chunk: Uint8Array): RtuEvent[] {
    this.#buffer = Uint8Array.of(...this.#buffer, ...chunk);
    const events: RtuEvent[] = [];
    while (this.#step(events));
    return events;
  }

  /** Forgets a frame that has begun. Returns how many bytes that were. */
  reset(): number {
    const dropped = this.#buffer.length;
    this.#buffer = new Uint8Array(0);
    return dropped;
  }

  /** Returns whether there may be more to find. */
  #step(events: RtuEvent[]): boolean {
    if (this.#buffer.length === 0) return false;
    const verdicts = [...this.#buffer.keys()].map((start) => this.#judge(start));
    const frame = firstFrame(verdicts);
    const waiting = verdicts.findIndex(({ kind }) => kind === 'incomplete');
    const good = frame?.start ?? (waiting < 0 ? verdicts.length : waiting);
    if (good > 0) {
      const damaged = verdicts.slice(0, good).some(({ kind }) => kind === 'checksum');
      events.push({ kind: 'resync', reason: damaged ? 'checksum' : 'garbage', bytes: good });
    }
    if (frame) {
      events.push({ kind: 'frame', body: this.#buffer.slice(frame.start, frame.end - crcLength) });
      this.#buffer = this.#buffer.slice(frame.end);
      return true;
    }
    this.#buffer = this.#buffer.slice(good);
    return false;
  }

  #judge(start: number): Verdict {
    const rest = this.#buffer.subarray(start);
    const length = this.#lengthOf(rest);
    if (length === 'none') return { kind: 'garbage' };
    if (length === 'more' || length > rest.length) return { kind: 'incomplete' };
    const body = rest.subarray(0, length - crcLength);
    const [low, high] = rest.subarray(length - crcLength);
    return crc16(body) === ((low ?? 0) | ((high ?? 0) << 8))
      ? { kind: 'frame', end: start + length }
      : { kind: 'checksum' };
  }
}

function firstFrame(verdicts: readonly Verdict[]): { start: number; end: number } | null {
  let first: { start: number; end: number } | null = null;
  for (const [start, verdict] of verdicts.entries())
    if (verdict.kind === 'frame' && (!first || verdict.end < first.end)) first = { start, end: verdict.end };
  return first;
}
