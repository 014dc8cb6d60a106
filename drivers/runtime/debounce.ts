/** How long a new state must last until it counts. */
export interface DebounceTimes {
  onMs: number;
  offMs: number;
}

/** So many samples at the most are asked for, however often they come. */
const mostSamples = 4;

/**
 * A contact or a report that flutters: a new state counts when nothing else was seen for its time. The first state
 * counts at once. Takes samples, so it needs no timer and sees nothing that happens between two of them;
 * where they come late, two that are far apart do not make up for those that should lie between.
 */
export class Debounce {
  readonly #times: DebounceTimes;
  #state: boolean | null = null;
  /** Monotonic time since which only the other state was seen. */
  #otherSince: number | null = null;
  /** How often, since then. */
  #seen = 0;
  readonly #everyMs: number;

  /** @param everyMs how often a sample is meant to come; not given: two make a time. */
  constructor(times: DebounceTimes, everyMs = Infinity) {
    this.#times = times;
    this.#everyMs = everyMs;
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
    if (this.#otherSince === null) this.#seen = 0;
    this.#otherSince ??= at;
    this.#seen += 1;
    const time = raw ? this.#times.onMs : this.#times.offMs;
    const least = Math.min(mostSamples, 1 + Math.ceil(time / this.#everyMs));
    if (at - this.#otherSince < time || this.#seen < least) return this.#state;
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
