import type { Statistics } from '../contract/device.ts';

/** Adds the counters of each process of a driver to those of the ones before: together they never go back. */
export class CrashProofCounters {
  #before: Statistics = {};
  #now: Statistics = {};

  /** What the present process has counted since its start. */
  told(statistics: Statistics): void {
    this.#now = statistics;
  }

  /** The process is gone; the next one counts from nothing. */
  restarted(): void {
    this.#before = this.total();
    this.#now = {};
  }

  total(): Statistics {
    const total: Record<string, number> = { ...this.#before };
    for (const [name, count] of Object.entries(this.#now)) total[name] = (total[name] ?? 0) + count;
    return total;
  }
}
