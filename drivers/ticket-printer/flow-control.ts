import type { Clock } from '../contract/clock.ts';
import { raceAbort } from '../runtime/deadline.ts';

/** XON/XOFF as the printer sends it. */
export class FlowControl {
  #held: PromiseWithResolvers<void> | null = null;

  set(go: boolean): void {
    if (go) {
      this.#held?.resolve();
      this.#held = null;
    } else this.#held ??= Promise.withResolvers<void>();
  }

  /** Resolves when the printer takes data. @throws DeviceError of the signal's abort. */
  async clear(signal: AbortSignal): Promise<void> {
    while (this.#held) await raceAbort(this.#held.promise, signal);
  }

  /**
   * Resolves when the printer takes data, or when it has held for `ms` without a reason: a lost XON, or an XOFF that
   * was noise, would otherwise keep it from printing for ever. @throws DeviceError of the signal's abort.
   */
  async settle(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#held) return;
    const timer = clock.setTimer(() => this.set(true), ms);
    try {
      await this.clear(signal);
    } finally {
      timer.cancel();
    }
  }
}
