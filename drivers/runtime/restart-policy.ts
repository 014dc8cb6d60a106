import type { Clock } from '../contract/clock.ts';

const firstDelayMs = 250;
const maxDelayMs = 30_000;
const windowMs = 600_000;
const crashesForLoop = 5;
const loopDelayMs = 300_000;

export interface Restart {
  kind: 'restart' | 'crash-loop';
  /** Wait before the next attempt, in ms. */
  delayMs: number;
}

/**
 * When to start something again that has crashed: 0.25 s doubling to 30 s; after five crashes within
 * ten minutes one attempt every five minutes, until an attempt has held for ten minutes.
 */
export class RestartPolicy {
  readonly #clock: Clock;
  readonly #random: () => number;
  #crashes: number[] = [];
  #inRow = 0;
  #looping = false;
  #healthySince: number | null = null;

  /** `random`: in [0, 1). */
  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The thing works from now on, until the next crash. */
  healthy(): void {
    this.#healthySince ??= this.#clock.monotonic();
  }

  crashed(): Restart {
    const now = this.#clock.monotonic();
    if (this.#healthySince !== null && now - this.#healthySince >= windowMs) {
      this.#inRow = 0;
      this.#looping = false;
    }
    this.#healthySince = null;
    this.#crashes = this.#crashes.filter((at) => now - at < windowMs);
    this.#crashes.push(now);
    this.#inRow += 1;
    if (this.#crashes.length >= crashesForLoop) this.#looping = true;
    if (this.#looping) return { kind: 'crash-loop', delayMs: loopDelayMs };

    const full = Math.min(maxDelayMs, firstDelayMs * 2 ** (this.#inRow - 1));
    // Up to a quarter less, so that things which fell together do not rise together.
    return { kind: 'restart', delayMs: full * (1 - this.#random() / 4) };
  }
}
