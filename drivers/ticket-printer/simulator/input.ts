import type { Clock, Timer } from '../../contract/clock.ts';
import { concatBytes } from '../bytes.ts';
import { clearBuffers } from '../commands.ts';

export interface InputEvents {
  /** DLE EOT n, seen as it comes in, wherever it stands: real printers look for it in picture data too. */
  onRealTimeRequest(n: number): void;
  /** DLE DC4 fn 8; the buffer is empty already. */
  onClear(): void;
  /** Something can be taken out. */
  onBuffered(): void;
  onFlow(go: boolean): void;
}

const bitsPerByte = 10;
const tickMs = 5;

/**
 * The receiving side: bytes come off the wire at the line's speed into a buffer of limited size. A full buffer
 * leaves the rest on the wire, as a network printer does; XOFF is sent well before.
 */
export class InputBuffer {
  readonly #clock: Clock;
  readonly #bytesPerMs: number;
  readonly #capacity: number;
  readonly #events: InputEvents;
  #wire: Uint8Array[] = [];
  #arrivals: { end: number; at: number }[] = [];
  #buffer: Uint8Array = new Uint8Array();
  #taken = 0;
  #received = 0;
  #tail: number[] = [];
  #timer: Timer | null = null;
  #freeAt = 0;
  #held = false;
  /** The command at the front is longer than what is here; take more than the capacity rather than starve. */
  #starving = false;

  constructor(clock: Clock, baudRate: number | null, capacity: number, events: InputEvents) {
    this.#clock = clock;
    this.#bytesPerMs = baudRate === null ? Infinity : baudRate / bitsPerByte / 1000;
    this.#capacity = capacity;
    this.#events = events;
  }

  get received(): number {
    return this.#received;
  }

  get buffered(): Uint8Array {
    return this.#buffer;
  }

  get isHeld(): boolean {
    return this.#held;
  }

  /** When the byte at the front of the buffer came out of the host, on the monotonic clock. */
  get frontArrivedAt(): number {
    return this.#arrivals.find(({ end }) => end > this.#taken)?.at ?? this.#clock.monotonic();
  }

  receive(bytes: Uint8Array): void {
    this.#received += bytes.length;
    this.#arrivals.push({ end: this.#received, at: this.#clock.monotonic() });
    if (this.#wire.length === 0) this.#freeAt = Math.max(this.#freeAt, this.#clock.monotonic());
    this.#wire.push(bytes.slice());
    this.#schedule();
  }

  take(length: number): void {
    this.#buffer = this.#buffer.slice(length);
    this.#taken += length;
    this.#arrivals = this.#arrivals.filter(({ end }) => end > this.#taken);
    this.#starving = false;
    if (this.#held && this.#buffer.length <= this.#capacity / 4) this.#flow(true);
    this.#schedule();
  }

  needsMore(): void {
    this.#starving = true;
    this.#schedule();
  }

  hold(): void {
    if (!this.#held) this.#flow(false);
  }

  release(): void {
    if (this.#held && this.#buffer.length <= this.#capacity / 4) this.#flow(true);
  }

  /** Cable pulled: what was still on it never arrives. */
  dropWire(): void {
    this.#wire = [];
  }

  /** Power off. */
  clear(): void {
    this.dropWire();
    this.#buffer = new Uint8Array();
    this.#taken = this.#received;
    this.#arrivals = [];
    this.#tail = [];
    this.#held = false;
    this.#starving = false;
  }

  #schedule(): void {
    if (this.#timer || this.#wire.length === 0) return;
    if (this.#bytesPerMs === Infinity) {
      this.#pump();
      return;
    }
    this.#timer = this.#clock.setTimer(
      () => {
        this.#timer = null;
        this.#pump();
      },
      Math.min(tickMs, 1 / this.#bytesPerMs),
    );
  }

  #pump(): void {
    const pending = concatBytes(this.#wire);
    const room = this.#starving ? pending.length : Math.max(0, this.#capacity - this.#buffer.length);
    const now = this.#clock.monotonic();
    const due =
      this.#bytesPerMs === Infinity ? pending.length : Math.floor((now - this.#freeAt) * this.#bytesPerMs);
    const count = Math.min(pending.length, room, due);
    if (room === 0) {
      // take() starts this again; the wire stood still meanwhile.
      this.#freeAt = now;
      return;
    }
    if (this.#bytesPerMs !== Infinity) this.#freeAt += count / this.#bytesPerMs;
    const bytes = pending.subarray(0, count);
    this.#wire = count === pending.length ? [] : [pending.slice(count)];
    this.#buffer = concatBytes([this.#buffer, bytes]);
    this.#lookForRealTime(bytes);
    if (!this.#held && this.#buffer.length >= (this.#capacity * 3) / 4) this.#flow(false);
    if (count > 0) this.#events.onBuffered();
    if (this.#bytesPerMs !== Infinity) this.#schedule();
  }

  #lookForRealTime(bytes: Uint8Array): void {
    for (const [index, byte] of bytes.entries()) {
      this.#tail = [...this.#tail, byte].slice(-clearBuffers.length);
      const [first, second, n = 0] = this.#tail.slice(-3);
      if (first === 0x10 && second === 0x04 && ((n >= 1 && n <= 4) || n === 0x14))
        this.#events.onRealTimeRequest(n);
      if (clearBuffers.every((expected, place) => this.#tail[place] === expected))
        this.#clearUpTo(bytes.subarray(index + 1));
    }
  }

  /** Only what came after the command is left. */
  #clearUpTo(rest: Uint8Array): void {
    const onWire = this.#wire.reduce((sum, piece) => sum + piece.length, 0);
    this.#buffer = rest.slice();
    this.#taken = this.#received - onWire - rest.length;
    this.#arrivals = this.#arrivals.filter(({ end }) => end > this.#taken);
    this.#tail = [];
    this.#starving = false;
    this.#events.onClear();
    if (this.#held) this.#flow(true);
  }

  #flow(go: boolean): void {
    this.#held = !go;
    this.#events.onFlow(go);
  }
}
