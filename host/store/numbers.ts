import type Database from 'better-sqlite3';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { BusinessInfo, IssuedTicket } from '../../state-machines/ports.ts';
import { localTime } from './local-time.ts';
import { advanceServiceDay, serviceDayAt } from './service-day.ts';
import type { ServiceClock } from './service-day.ts';

/** Where and when days begin. */
export interface NumberRules {
  /** IANA name. */
  timeZone: string;
  /** Local time of day, `HH:mm`, at which numbers start again at 1. */
  resetAt: string;
}

/** A number that will not be called, and why. */
export interface Gap {
  number: string;
  businessId: string;
  reason: string;
}

export type NumberState = 'issued' | 'printed' | 'uncertain' | 'void';

/**
 * How many numbers of each business are skipped when the database was lost in the middle of a day: it is not
 * known any more which ones people hold, and no business hands out this many in a day at one kiosk.
 */
export const skippedAfterLoss = 500;

export interface StoredNumber extends IssuedTicket {
  state: NumberState;
  /** `YYYY-MM-DD`. */
  serviceDay: string;
}

interface NumberRow {
  op_id: string;
  service_day: string;
  business_id: string;
  prefix: string;
  sequence: number;
  state: NumberState;
  reason: string | null;
  people_ahead: number;
  promise_minutes: number;
  taken_at: string;
}

/** `A012`; three digits at least, more after 999. */
export function formatNumber(prefix: string, sequence: number): string {
  return prefix + String(sequence).padStart(3, '0');
}

function sequenceOf(number: string): number {
  return Number(number.replace(/^\D+/, ''));
}

/** The numbers of a day, per prefix. Callers put every change into one transaction with the journal. */
export class Numbers {
  readonly #clock: Clock;
  readonly #rules: NumberRules;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database.Database, clock: Clock, rules: NumberRules) {
    this.#clock = clock;
    this.#rules = rules;
    this.#statements = prepare(db);
  }

  /** The next number of the business, not yet stored. */
  next(business: BusinessInfo): { number: string; sequence: number; day: string; clockWentBack: boolean } {
    const sql = this.#statements;
    const today = this.#today();
    const { current, lastSeen, wentBack } = advanceServiceDay(
      sql.clock.get() ?? null,
      today,
      (day) => sql.dayKnown.get(day) !== undefined,
    );
    sql.setClock.run(current, lastSeen);
    // `today` is before `current` after the clock was set back: what was handed out under either date counts.
    const highest = sql.highest.get(today, current, business.prefix, today, current)?.highest ?? 0;
    const sequence = highest + 1;
    return {
      number: formatNumber(business.prefix, sequence),
      sequence,
      day: current,
      clockWentBack: wentBack,
    };
  }

  insert(opId: string, business: BusinessInfo, next: { sequence: number; day: string }): void {
    const now = this.#clock.now();
    this.#statements.insert.run({
      opId,
      day: next.day,
      businessId: business.id,
      prefix: business.prefix,
      sequence: next.sequence,
      peopleAhead: this.queueLengths([business])[business.id] ?? 0,
      promiseMinutes: business.promiseMinutes,
      now,
      waitsUntil: now + business.promiseMinutes * 60_000,
      takenAt: localTime(now, this.#rules.timeZone).time,
    });
  }

  get(opId: string): StoredNumber | null {
    const row = this.#statements.byId.get(opId);
    if (row === undefined) return null;
    return {
      opId: row.op_id,
      number: formatNumber(row.prefix, row.sequence),
      businessId: row.business_id,
      peopleAhead: row.people_ahead,
      promiseMinutes: row.promise_minutes,
      takenAt: row.taken_at,
      state: row.state,
      serviceDay: row.service_day,
    };
  }

  setState(opId: string, state: Exclude<NumberState, 'void'>): void {
    this.#statements.setState.run(state, null, opId);
  }

  void(opId: string, reason: string): void {
    this.#statements.setState.run('void', reason, opId);
  }

  /** The day whose numbers are being handed out, `YYYY-MM-DD`. */
  serviceDay(): string {
    return this.#statements.clock.get()?.current ?? this.#today();
  }

  /** Every number of the day that will not be called, with the reason that was recorded for it. */
  gaps(serviceDay: string): Gap[] {
    return this.#statements.gaps.all(serviceDay).map((row) => ({
      number: formatNumber(row.prefix, row.sequence),
      businessId: row.business_id,
      reason: row.reason ?? '',
    }));
  }

  /**
   * People waiting, by business id. Stand-in until the queue system tells who has been called: a number counts
   * as waiting until its promised minutes are over.
   */
  queueLengths(businesses: readonly BusinessInfo[]): Record<string, number> {
    const waiting = new Map(
      this.#statements.waiting.all(this.#clock.now()).map((row) => [row.business_id, row.waiting]),
    );
    return Object.fromEntries(businesses.map(({ id }) => [id, waiting.get(id) ?? 0]));
  }

  /** After the loss of the database: today goes on above every number that may be in somebody's hand. */
  skipLost(timesLost: number): void {
    this.#statements.setFloor.run(this.#today(), skippedAfterLoss * timesLost);
  }

  /**
   * The same where somebody else remembers numbers that are not here. Returns false where today already goes on
   * above those of today, or there are none.
   * @param remembered `at`: when it was taken, ms since the epoch.
   */
  skipForgotten(remembered: readonly { number: string; at: number }[]): boolean {
    const { timeZone, resetAt } = this.#rules;
    const today = this.#today();
    const ofToday = remembered.filter(({ at }) => serviceDayAt(at, timeZone, resetAt) === today);
    const highest = Math.max(0, ...ofToday.map(({ number }) => sequenceOf(number)));
    const floor = this.#statements.floor.get(today)?.floor ?? 0;
    if (highest <= floor) return false;
    this.#statements.setFloor.run(today, highest + skippedAfterLoss);
    return true;
  }

  #today(): string {
    return serviceDayAt(this.#clock.now(), this.#rules.timeZone, this.#rules.resetAt);
  }
}

function prepare(db: Database.Database) {
  return {
    clock: db.prepare<[], ServiceClock>('SELECT current, last_seen AS lastSeen FROM service_clock'),
    setClock: db.prepare<[string, string]>(
      'INSERT OR REPLACE INTO service_clock (id, current, last_seen) VALUES (1, ?, ?)',
    ),
    dayKnown: db.prepare<[string]>('SELECT 1 FROM number WHERE service_day = ? LIMIT 1'),
    highest: db.prepare<[string, string, string, string, string], { highest: number }>(
      `SELECT max(
         coalesce((SELECT max(floor) FROM service_day WHERE day BETWEEN ? AND ?), 0),
         coalesce((SELECT max(sequence) FROM number WHERE prefix = ? AND service_day BETWEEN ? AND ?), 0)
       ) AS highest`,
    ),
    floor: db.prepare<[string], { floor: number }>('SELECT floor FROM service_day WHERE day = ?'),
    setFloor: db.prepare<[string, number]>('INSERT OR REPLACE INTO service_day (day, floor) VALUES (?, ?)'),
    insert: db.prepare<{
      opId: string;
      day: string;
      businessId: string;
      prefix: string;
      sequence: number;
      peopleAhead: number;
      promiseMinutes: number;
      now: number;
      waitsUntil: number;
      takenAt: string;
    }>(
      `INSERT INTO number (op_id, service_day, business_id, prefix, sequence, state, people_ahead,
                           promise_minutes, issued_at, waits_until, taken_at)
       VALUES (@opId, @day, @businessId, @prefix, @sequence, 'issued', @peopleAhead,
               @promiseMinutes, @now, @waitsUntil, @takenAt)`,
    ),
    byId: db.prepare<[string], NumberRow>('SELECT * FROM number WHERE op_id = ?'),
    setState: db.prepare<[NumberState, string | null, string]>(
      'UPDATE number SET state = ?, reason = ? WHERE op_id = ?',
    ),
    gaps: db.prepare<[string], NumberRow>(
      `SELECT * FROM number WHERE service_day = ? AND state = 'void' ORDER BY prefix, sequence`,
    ),
    waiting: db.prepare<[number], { business_id: string; waiting: number }>(
      `SELECT business_id, count(*) AS waiting FROM number
       WHERE state <> 'void' AND waits_until > ? GROUP BY business_id`,
    ),
  };
}
