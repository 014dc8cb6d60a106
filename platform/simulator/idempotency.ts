import type { City } from './city/city.ts';

/** How long a key is kept; what the contract promises. */
const keptMs = 24 * 3_600_000;

export interface Kept<Answer> {
  request: string;
  answer: Answer;
}

/** The answers that were given, by key, so that a second question with the same key does nothing. */
export class KeptAnswers<Answer> {
  readonly #city: City;
  readonly #kept = new Map<string, Kept<Answer> & { until: number }>();

  constructor(city: City) {
    this.#city = city;
  }

  find(key: string): Kept<Answer> | null {
    const found = this.#kept.get(key);
    return found && found.until > this.#city.now() ? found : null;
  }

  keep(key: string, kept: Kept<Answer>): void {
    const now = this.#city.now();
    for (const [old, { until }] of this.#kept) if (until <= now) this.#kept.delete(old);
    this.#kept.set(key, { ...kept, until: now + keptMs });
  }
}
