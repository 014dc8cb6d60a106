import type { z } from 'zod';
import service from '../../../assets/services/queue-ticket.json' with { type: 'json' };
import type { ticket as ticketSchema } from '../../ports/queue.ts';
import { instantOf } from './calendar.ts';
import type { City } from './city.ts';
import { isOpen, offices } from './offices.ts';

export type Ticket = z.infer<typeof ticketSchema>;

const minuteMs = 60_000;
/** A ticket that was called is served this much later, with one counter for each business. */
const serviceMs = 4 * minuteMs;

interface Waiting {
  ticket: string;
  number: string;
  office: string;
  business: string;
  issuedAt: number;
  calledAt: number;
}

/** The same businesses, letters and classes as the kiosk's own queue tickets have. */
const { businesses } = service;
/** What an office promises for each class, in minutes. */
const promised: Readonly<Record<string, number>> = { ordinary: 10, complex: 30 };

/** Every queue of every office, as if a clerk took the next one every few minutes. */
export class Queues {
  readonly #city: City;
  readonly #tickets = new Map<string, Waiting>();
  readonly #lines = new Map<string, Waiting[]>();

  constructor(city: City) {
    this.#city = city;
    for (const { id } of offices) {
      for (const { id: business } of businesses) {
        const backlog = city.chance(`queue ${id} ${business}`).int(0, 6);
        for (let count = 0; count < backlog; count += 1) this.#join(id, business);
      }
    }
  }

  promisedMinutes(business: string): number {
    return promised[businesses.find(({ id }) => id === business)?.class ?? 'ordinary'] ?? 10;
  }

  state(
    office: string,
  ): { business: string; waiting: number; estimatedMinutes: number; promisedMinutes: number }[] {
    return businesses.map(({ id: business }) => {
      const waiting = this.#line(office, business).filter(({ calledAt }) => calledAt > this.#city.now());
      const freeAt = this.#line(office, business).at(-1)?.calledAt ?? this.#city.now();
      return {
        business,
        waiting: waiting.length,
        estimatedMinutes: Math.max(0, Math.ceil((freeAt + serviceMs - this.#city.now()) / minuteMs)),
        promisedMinutes: this.promisedMinutes(business),
      };
    });
  }

  isBusiness(business: string): boolean {
    return businesses.some(({ id }) => id === business);
  }

  take(office: string, business: string): Ticket {
    return this.#view(this.#join(office, business));
  }

  find(ticket: string): Ticket | null {
    const found = this.#tickets.get(ticket);
    return found ? this.#view(found) : null;
  }

  /** Whether an office gives tickets now. */
  isOpen(office: string): boolean {
    const found = offices.find(({ id }) => id === office);
    return found !== undefined && isOpen(found, instantOf(this.#city.now()));
  }

  #line(office: string, business: string): Waiting[] {
    return this.#lines.get(`${office} ${business}`) ?? [];
  }

  #join(office: string, business: string): Waiting {
    const line = this.#line(office, business);
    const now = this.#city.now();
    const letter = businesses.find(({ id }) => id === business)?.prefix ?? '';
    const waiting = {
      ticket: this.#city.serial('Q'),
      number: `${letter}${String(line.length + 1).padStart(3, '0')}`,
      office,
      business,
      issuedAt: now,
      calledAt: Math.max(now, (line.at(-1)?.calledAt ?? now - serviceMs) + serviceMs),
    };
    this.#lines.set(`${office} ${business}`, [...line, waiting]);
    this.#tickets.set(waiting.ticket, waiting);
    return waiting;
  }

  #view(waiting: Waiting): Ticket {
    const { ticket, number, office, business, issuedAt, calledAt } = waiting;
    const now = this.#city.now();
    const state = now < calledAt ? 'waiting' : now < calledAt + serviceMs ? 'called' : 'served';
    const before = this.#line(office, business).filter(
      (other) => other.calledAt > now && other.calledAt < calledAt,
    );
    return {
      ticket,
      number,
      office,
      business,
      state,
      ahead: state === 'waiting' ? before.length : 0,
      issuedAt: instantOf(issuedAt),
      promisedAt: instantOf(issuedAt + this.promisedMinutes(business) * minuteMs),
      counter: state === 'waiting' ? null : String(businesses.findIndex(({ id }) => id === business) + 1),
    };
  }
}
