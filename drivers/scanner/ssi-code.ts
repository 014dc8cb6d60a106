import { Flood } from './flood.ts';
import type { SsiProfile } from './profile.ts';
import { ssiStatus, type SsiPacket } from './ssi-packet.ts';
import { maxCodeBytes } from './wire.ts';

export type SsiPiece =
  /** Was there before: its acknowledgement was lost. */
  | { kind: 'repeated' }
  /** The code goes on in the next packet. */
  | { kind: 'part' }
  | { kind: 'code'; payload: Uint8Array; type: number; stale: boolean }
  /** Of something that is longer than any code. */
  | { kind: 'flood' };

/** Puts a code together from DECODE_DATA packets. */
export class SsiCode {
  readonly #profile: SsiProfile;
  #parts: Uint8Array[] = [];
  #type = 0;
  #stale = false;
  readonly #flood: Flood;
  /** Of the last packet, without its content. */
  #lastMark: string | null = null;

  constructor(profile: SsiProfile, onFlood: () => void) {
    this.#profile = profile;
    this.#flood = new Flood(onFlood);
  }

  get flooding(): boolean {
    return this.#flood.on;
  }

  get begun(): boolean {
    return this.#parts.length > 0 || this.#flood.on;
  }

  /** @param asked the packet was asked for again, so it is no repetition of one that had come well. */
  take({ status, data }: SsiPacket, asked: boolean): SsiPiece {
    const mark = markOf(status, data);
    if (!asked && (status & ssiStatus.resent) !== 0 && mark === this.#lastMark) return { kind: 'repeated' };
    this.#lastMark = mark;
    const goesOn = (status & ssiStatus.goesOn) !== 0;
    const first = !this.begun;
    if (first) this.#type = data[0] ?? 0;
    if (this.#flood.on) {
      this.#flood.dropped(data.length);
      if (!goesOn) this.#flood.end();
      return { kind: 'flood' };
    }
    this.#parts.push(first || this.#profile.typeInEveryPacket ? data.slice(1) : data.slice());
    if (this.#length > maxCodeBytes) {
      this.#forget();
      this.#flood.begin();
      if (!goesOn) this.#flood.end();
      return { kind: 'flood' };
    }
    if (goesOn) return { kind: 'part' };
    const payload = Uint8Array.from(this.#parts.flatMap((part) => [...part]));
    const code = { kind: 'code', payload, type: this.#type, stale: this.#stale } as const;
    this.#forget();
    return code;
  }

  /** The code that has begun by now is stale. */
  discard(): void {
    this.#stale = this.#parts.length > 0;
  }

  /** What has begun will not be finished. */
  drop(): void {
    this.#forget();
    this.#flood.end();
  }

  reset(): void {
    this.drop();
    this.#lastMark = null;
  }

  get #length(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  #forget(): void {
    for (const part of this.#parts) part.fill(0);
    this.#parts = [];
    this.#stale = false;
  }
}

/** Tells a repeated packet from the next one, and nothing of what it says: length, place in the code, 16-bit sum. */
function markOf(status: number, data: Uint8Array): string {
  const sum = data.reduce((sum, byte, index) => (sum + byte * (index + 1)) & 0xffff, 0);
  return `${data.length}/${status & ssiStatus.goesOn}/${sum}`;
}
