import { raceAbort } from '../runtime/deadline.ts';

/** Late process ids that are remembered. */
const rememberedIds = 64;

/** The tickets of which the printer said that they were printed, by process id. */
export class Confirmed {
  readonly #ids: string[] = [];
  readonly #listeners = new Set<(id: string) => void>();

  add(id: string): void {
    this.#ids.push(id);
    if (this.#ids.length > rememberedIds) this.#ids.shift();
    for (const listener of this.#listeners) listener(id);
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  /** Resolves when the printer says so, rejects when the signal aborts. */
  async wait(wanted: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const listener = (id: string) => {
      if (id === wanted) resolve();
    };
    this.#listeners.add(listener);
    try {
      await raceAbort(promise, signal);
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
