import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { caseState } from '../../ports/cases.ts';
import { addWorkingDays, dateOf } from './calendar.ts';
import type { City } from './city.ts';
import { type Item, items } from './items.ts';
import type { Person } from './people.ts';

export type CaseState = z.infer<typeof caseState>;

export interface Case {
  caseNumber: string;
  receipt: string;
  subject: string;
  item: Item;
  /** ms since the epoch. */
  submittedAt: number;
  dueOn: string;
  legallyDueOn: string;
  /** What will have become of it when it is finished. */
  fate: Extract<CaseState, 'approved' | 'rejected' | 'supplement'>;
}

const dayMs = 86_400_000;

/** Every case of the city. Old ones are there from the start; what the kiosk submits joins them. */
export class CaseBook {
  readonly #city: City;
  readonly #bySubject = new Map<string, Case[]>();
  readonly #byReceipt = new Map<string, Case>();

  constructor(city: City) {
    this.#city = city;
    for (const person of city.people) this.#remember(person);
  }

  /** Newest first. */
  of(subject: string): readonly Case[] {
    return (this.#bySubject.get(subject) ?? []).toSorted((a, b) => b.submittedAt - a.submittedAt);
  }

  withReceipt(receipt: string): Case | null {
    return this.#byReceipt.get(receipt) ?? null;
  }

  all(): readonly Case[] {
    return [...this.#byReceipt.values()];
  }

  add(subject: string, item: Item): Case {
    return this.#add({ subject, item, submittedAt: this.#city.now(), fate: 'approved' });
  }

  /** How far a case is now. */
  stateOf({ submittedAt, dueOn, fate }: Case): CaseState {
    const today = this.#city.today();
    if (today >= dueOn && fate !== 'supplement') return fate;
    if (fate === 'supplement' && today >= addWorkingDays(dateOf(submittedAt), 1)) return fate;
    return today > dateOf(submittedAt) ? 'reviewing' : 'accepted';
  }

  #remember(person: Person): void {
    const random = this.#city.chance(`cases ${person.number}`);
    const count = random.int(0, 3);
    for (let index = 0; index < count; index += 1) {
      const item = random.pick(
        items.filter(({ audience, promisedDays }) => audience === 'person' && promisedDays > 0),
      );
      const submittedAt = this.#city.now() - random.int(0, 60) * dayMs;
      const fate = random.next() < 0.85 ? 'approved' : random.pick(['rejected', 'supplement'] as const);
      this.#add({ subject: person.subject, item, submittedAt, fate });
    }
  }

  #add(known: Pick<Case, 'subject' | 'item' | 'submittedAt' | 'fate'>): Case {
    const { subject, item, submittedAt } = known;
    const caseNumber = this.#city.serial('BJ');
    const day = dateOf(submittedAt);
    const entry: Case = {
      ...known,
      caseNumber,
      receipt: createHash('sha256').update(`${caseNumber} ${subject}`).digest('base64url').slice(0, 22),
      dueOn: addWorkingDays(day, Math.max(1, item.promisedDays)),
      legallyDueOn: addWorkingDays(day, Math.max(1, item.legalDays)),
    };
    this.#bySubject.set(subject, [...(this.#bySubject.get(subject) ?? []), entry]);
    this.#byReceipt.set(entry.receipt, entry);
    return entry;
  }
}
