import type { Clock } from '../../drivers/contract/clock.ts';

/** So many failures one after the other, and a system is left alone. */
const failuresToOpen = 5;
const openMs = 15_000;

/**
 * A circuit breaker: a system that fails again and again is asked nothing for a while, then one question. Our own
 * because the kept libraries (cockatiel 4, opossum 10) take the time from `Date.now` and `setTimeout`, and ours comes
 * from a clock that tests move.
 */
export class Breaker {
  readonly #clock: Clock;
  #failures = 0;
  #leftAloneUntil: number | null = null;
  #probing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether one more question may leave. Whoever got `true` tells what became of it. */
  admit(): boolean {
    if (this.#leftAloneUntil === null) return true;
    if (this.#probing || this.#clock.monotonic() < this.#leftAloneUntil) return false;
    this.#probing = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#leftAloneUntil = null;
    this.#probing = false;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#probing || this.#failures >= failuresToOpen)
      this.#leftAloneUntil = this.#clock.monotonic() + openMs;
    this.#probing = false;
  }

  /** The caller gave up before there was an answer; that says nothing about the system. */
  abandoned(): void {
    this.#probing = false;
  }
}
