import type { Clock } from '../contract/clock.ts';
import type { DeviceError } from '../contract/device-error.ts';

/** Trouble may pass: somebody closes the door, the network comes back. Only what lasts ends a document. */
export class Patience {
  readonly #clock: Clock;
  readonly #ms: number;
  #since: number | null = null;

  constructor(clock: Clock, ms: number) {
    this.#clock = clock;
    this.#ms = ms;
  }

  /**
   * To be told at each look how it is; `null`: well.
   * @throws the trouble, when there has been one for too long.
   */
  feel(trouble: DeviceError | null): void {
    const now = this.#clock.monotonic();
    if (!trouble) this.#since = null;
    else {
      this.#since ??= now;
      if (now - this.#since >= this.#ms) throw trouble;
    }
  }
}
