import type { Clock, Timer } from '../contract/clock.ts';

/** A timer this late means that this process was suspended, which says nothing about the other. */
const suspendedMs = 1000;

/** Tells when another process has given no sign of life for too long. */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #onSilent: () => void;
  #timer: Timer | null = null;

  constructor(clock: Clock, onSilent: () => void) {
    this.#clock = clock;
    this.#onSilent = onSilent;
  }

  /** A sign of life came just now; the next one must within `limitMs`. */
  heard(limitMs: number): void {
    this.#timer?.cancel();
    const due = this.#clock.monotonic() + limitMs;
    this.#timer = this.#clock.setTimer(() => {
      if (this.#clock.monotonic() - due > suspendedMs) this.heard(limitMs);
      // This process may have been busy itself, with the sign of life waiting to be read: it comes before this.
      else this.#timer = this.#clock.setTimer(this.#onSilent, 0);
    }, limitMs);
  }

  stop(): void {
    this.#timer?.cancel();
  }
}
