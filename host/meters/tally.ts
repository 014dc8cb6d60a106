import { Durations } from './durations.ts';

/** So many of so many. */
export interface Part {
  count: number;
  of: number;
}

/** Parts by what they are counted for: an item, a class, an ending; sums over all of them are made at the end. */
export class Parts {
  readonly #parts = new Map<string, Part>();

  add(key: string, count: number, of: number): void {
    const part = this.#parts.get(key) ?? { count: 0, of: 0 };
    this.#parts.set(key, { count: part.count + count, of: part.of + of });
  }

  get(key: string): Part {
    return this.#parts.get(key) ?? { count: 0, of: 0 };
  }

  /** In the order of their names. */
  each(): [string, Part][] {
    return [...this.#parts].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  }

  all(): Part {
    const parts = [...this.#parts.values()];
    return {
      count: parts.reduce((sum, { count }) => sum + count, 0),
      of: parts.reduce((sum, { of }) => sum + of, 0),
    };
  }
}

/** The durations of all kinds together. */
export const everything = '';

/** What the log holds of a period, counted. */
export class Tally {
  /** Entries that the meters are made of. */
  entries = 0;
  /** Of those: damaged, or of a release that wrote them otherwise; they count in nothing. */
  unreadable = 0;
  readonly prefilled = new Parts();
  readonly rules = new Parts();
  readonly passed = new Parts();
  /** By the minutes that were promised. */
  readonly waits = new Parts();
  readonly waited = new Map<string, Durations>();
  /** By ending: within 20 minutes. */
  readonly sessions = new Parts();
  readonly lasted = new Map<string, Durations>();
  /** All sessions that ended, also those that do not tell their length. */
  readonly endings = new Parts();
  readonly online: Part = { count: 0, of: 0 };
  resumed = 0;
  /** By level. */
  readonly ratings = new Parts();
  /** By stage. */
  readonly stages = new Map<string, { opened: number; inTime: number; late: number }>();
  readonly disputes = new Parts();
  /** By outcome. */
  readonly documents = new Parts();
}

export function durationsOf(map: Map<string, Durations>, key: string): Durations {
  const found = map.get(key) ?? new Durations();
  map.set(key, found);
  return found;
}
