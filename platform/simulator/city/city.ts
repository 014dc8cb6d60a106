import type { Clock } from '../../../drivers/contract/clock.ts';
import { type Random, seeded } from '../random.ts';
import { dateOf } from './calendar.ts';
import { CaseBook } from './case-book.ts';
import { createPeople, type Person } from './people.ts';
import { Queues } from './queues.ts';

/** What all systems of the simulated city share. Each keeps the rest of its books to itself. */
export class City {
  readonly people: readonly Person[];
  /** What several systems write into. */
  readonly cases: CaseBook;
  readonly queues: Queues;
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #bySubject: ReadonlyMap<string, Person>;
  readonly #byNumber: ReadonlyMap<string, Person>;
  #serial = 0;

  constructor(clock: Clock, seed: number) {
    this.#clock = clock;
    this.#seed = seed;
    this.people = createPeople(seed);
    this.#bySubject = new Map(this.people.map((person) => [person.subject, person]));
    this.#byNumber = new Map(this.people.map((person) => [person.number, person]));
    this.cases = new CaseBook(this);
    this.queues = new Queues(this);
  }

  /** ms since the epoch. */
  now(): number {
    return this.#clock.now();
  }

  today(): string {
    return dateOf(this.now());
  }

  person(subject: string): Person | null {
    return this.#bySubject.get(subject) ?? null;
  }

  personWithNumber(number: string): Person | null {
    return this.#byNumber.get(number) ?? null;
  }

  /** The same chance for the same thing, in whatever order things are asked for. */
  chance(what: string): Random {
    return seeded(this.#seed, what);
  }

  /** `HD-20260301-000007`: unique in the life of this city. */
  serial(prefix: string): string {
    this.#serial += 1;
    return `${prefix}-${this.today().replaceAll('-', '')}-${String(this.#serial).padStart(6, '0')}`;
  }
}
