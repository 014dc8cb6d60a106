import type { Clock, Timer } from '../../contract/clock.ts';
import type { WireLine } from '../../simulation/simulator.ts';

/** Bytes that no ESC/POS reply contains, as a bad cable makes them. */
export const lineNoise = Uint8Array.of(0xff, 0x80, 0xc1, 0xfe);
const betweenBytesMs = 2;

/** The sending side. In `oneByOne` each byte waits for its own turn. */
export class Output {
  readonly #clock: Clock;
  #line: WireLine | null = null;
  #queue: number[] = [];
  #timer: Timer | null = null;
  oneByOne = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isConnected(): boolean {
    return this.#line !== null;
  }

  connect(line: WireLine | null): void {
    this.#line = line;
    this.#queue = [];
    this.#timer?.cancel();
    this.#timer = null;
  }

  disconnect(): void {
    this.#line?.close();
  }

  send(bytes: Uint8Array): void {
    if (this.oneByOne || this.#queue.length > 0) {
      this.#queue.push(...bytes);
      this.#next();
    } else this.#line?.write(bytes);
  }

  #next(): void {
    if (this.#timer || this.#queue.length === 0) return;
    this.#timer = this.#clock.setTimer(() => {
      this.#timer = null;
      const byte = this.#queue.shift();
      if (byte !== undefined) this.#line?.write(Uint8Array.of(byte));
      this.#next();
    }, betweenBytesMs);
  }
}
