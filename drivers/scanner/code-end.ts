import type { Clock, Timer } from '../contract/clock.ts';
import { Flood } from './flood.ts';
import { maxCodeBytes } from './wire.ts';

export interface CodeEndOptions {
  clock: Clock;
  quietMs: number;
  /** Empty: silence ends a code. */
  suffix: Uint8Array;
  onCode(payload: Uint8Array, stale: boolean): void;
  onFlood(): void;
}

const isLineEnd = (byte: number) => byte === 0x0d || byte === 0x0a;

/**
 * Finds codes in bare bytes: one ends with the suffix, or with silence. Whatever grows longer than any code can be
 * is thrown away up to its end.
 */
export class CodeEnd {
  readonly #options: CodeEndOptions;
  readonly #bytes: Uint8Array;
  #length = 0;
  #stale = false;
  readonly #flood: Flood;
  #quiet: Timer | null = null;

  constructor(options: CodeEndOptions) {
    this.#options = options;
    this.#flood = new Flood(options.onFlood);
    this.#bytes = new Uint8Array(maxCodeBytes + options.suffix.length);
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    for (const byte of bytes) this.#take(byte);
    this.#quiet?.cancel();
    this.#quiet =
      this.#length > 0 || this.#flood.on
        ? this.#options.clock.setTimer(() => this.#silence(), this.#options.quietMs)
        : null;
  }

  /** Resolves when no flood is on, whose end a code would be taken for. */
  get calm(): Promise<void> {
    return this.#flood.over;
  }

  /** The code that has begun by now is stale. */
  discard(): void {
    this.#stale = this.#length > 0;
  }

  reset(): void {
    this.#quiet?.cancel();
    this.#quiet = null;
    this.#flood.end();
    this.#forget();
  }

  #take(byte: number): void {
    const { suffix } = this.#options;
    // What is left of a longer line end than the one that is configured.
    if (this.#length === 0 && !this.#flood.on && suffix.length > 0 && isLineEnd(byte)) return;
    if (this.#length === this.#bytes.length) {
      this.#forget();
      this.#flood.begin();
    }
    if (this.#flood.on) {
      this.#flood.dropped(1);
      if (suffix.length > 0 && byte === suffix.at(-1)) this.#flood.end();
      return;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
    if (this.#endsWithSuffix()) this.#code(this.#length - suffix.length);
  }

  #endsWithSuffix(): boolean {
    const { suffix } = this.#options;
    const at = this.#length - suffix.length;
    return suffix.length > 0 && at >= 0 && suffix.every((byte, index) => this.#bytes[at + index] === byte);
  }

  #silence(): void {
    this.#quiet = null;
    this.#flood.end();
    if (this.#length > 0) this.#code(this.#length);
  }

  #code(length: number): void {
    const payload = this.#bytes.slice(0, length);
    const stale = this.#stale;
    this.#forget();
    this.#options.onCode(payload, stale);
  }

  /** What has been read is somebody's: nothing of it stays here. */
  #forget(): void {
    this.#bytes.fill(0, 0, this.#length);
    this.#length = 0;
    this.#stale = false;
  }
}
