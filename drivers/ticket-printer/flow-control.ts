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
}
