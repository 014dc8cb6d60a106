/** How long a new state must last until it counts. */
export interface DebounceTimes {
  onMs: number;
  offMs: number;
}

/**
 * A contact or a report that flutters: a new state counts when nothing else was seen for its time. The first state
 * counts at once. Takes samples, so it needs no timer and sees nothing that happens between two of them.
 */
export class Debounce {
  readonly #times: DebounceTimes;
  #state: boolean | null = null;
  /** Monotonic time since which only the other state was seen. */
  #otherSince: number | null = null;

  constructor(times: DebounceTimes) {
    this.#times = times;
  }

  /** `null` until there was a sample. */
  get state(): boolean | null {
    return this.#state;
  }

  /** @param at monotonic ms. Returns the state that counts now. */
  sample(raw: boolean, at: number): boolean {
    if (this.#state === null || raw === this.#state) {
      this.#otherSince = null;
      this.#state = raw;
      return raw;
    }
    this.#otherSince ??= at;
    if (at - this.#otherSince < (raw ? this.#times.onMs : this.#times.offMs)) return this.#state;
    this.#otherSince = null;
    this.#state = raw;
    return raw;
  }

  /** Nothing is known any more; the next sample counts at once. */
  forget(): void {
    this.#state = null;
    this.#otherSince = null;
  }
}
