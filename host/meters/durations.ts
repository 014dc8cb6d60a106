/** Durations in whole seconds, rounded up: a year of them takes no more memory than a day. */
export class Durations {
  /** How often each number of seconds came. */
  readonly #counts = new Map<number, number>();
  #total = 0;

  add(ms: number): void {
    const seconds = Math.ceil(ms / 1000);
    this.#counts.set(seconds, (this.#counts.get(seconds) ?? 0) + 1);
    this.#total += 1;
  }

  /** Seconds, by nearest rank; `null` where there are none. */
  summary(): { p50: number; p90: number; max: number } | null {
    if (this.#total === 0) return null;
    const ascending = [...this.#counts].toSorted(([a], [b]) => a - b);
    const at = (share: number): number => {
      const rank = Math.max(1, Math.ceil(share * this.#total));
      let passed = 0;
      for (const [seconds, count] of ascending) {
        passed += count;
        if (passed >= rank) return seconds;
      }
      return 0;
    };
    return { p50: at(0.5), p90: at(0.9), max: at(1) };
  }
}
