import type Database from 'better-sqlite3';
import { eventSpecs } from '../log/catalogue.ts';
import { isAllowed } from '../log/value-types.ts';
import { instants, type Period } from './period.ts';
import { durationsOf, everything, type Parts, Tally } from './tally.ts';

/** The longest that a session should take. */
const sessionGoalMs = 20 * 60_000;

type Fields = Record<string, string | number>;
interface Row {
  event: string;
  fields: string;
  /** The session asked the city for something, and that was taken. */
  online: 0 | 1 | null;
}

/** What each event adds. `false`: what it says cannot be. */
const counters: Readonly<Record<string, (tally: Tally, fields: Fields, row: Row) => boolean>> = {
  'service.prefilled': ({ prefilled }, { item, fields, filled }) =>
    addPart(prefilled, text(item), number(filled), number(fields)),
  'service.prechecked': ({ rules: parts }, { item, rules, open }) =>
    addPart(parts, text(item), number(rules), number(rules) + number(open)),
  'ticket.called': ({ waits, waited }, { waitedMs, promisedMinutes }) => {
    for (const key of [everything, text(promisedMinutes)]) durationsOf(waited, key).add(number(waitedMs));
    // One that came too late has a `ticket.promise-broken` of its own.
    const kept = number(waitedMs) <= number(promisedMinutes) * 60_000 ? 1 : 0;
    return addPart(waits, text(promisedMinutes), kept, kept);
  },
  'ticket.promise-broken': ({ waits }, { promisedMinutes }) => addPart(waits, text(promisedMinutes), 0, 1),
  'session.ended': (tally, { ending, ms }, { online }) => {
    const name = text(ending);
    tally.endings.add(name, 1, 1);
    if (ms !== undefined) {
      tally.sessions.add(name, number(ms) <= sessionGoalMs ? 1 : 0, 1);
      for (const key of [everything, name]) durationsOf(tally.lasted, key).add(number(ms));
    }
    if (name === 'finished') {
      tally.online.count += online ?? 0;
      tally.online.of += 1;
    }
    return true;
  },
  'session.resumed': (tally) => {
    tally.resumed += 1;
    return true;
  },
  'service.rated': ({ ratings }, { level }) =>
    number(level) >= 1 && number(level) <= 5 && addPart(ratings, text(level), 1, 1),
  'service.rating-stage': ({ stages }, { stage, dueOn, doneOn }) => {
    const counts = stages.get(text(stage)) ?? { opened: 0, inTime: 0, late: 0 };
    stages.set(text(stage), counts);
    // Written once when the stage begins and once when it is done. Days compare as texts.
    if (doneOn === 'open') counts.opened += 1;
    else if (text(doneOn) <= text(dueOn)) counts.inTime += 1;
    else counts.late += 1;
    return true;
  },
  'service.disputed': ({ disputes }, { item }) => addPart(disputes, text(item), 1, 1),
  'service.document': ({ documents }, { outcome }) => addPart(documents, text(outcome), 1, 1),
};
const events = Object.keys(counters);

/**
 * Goes once through the log, an entry at a time. A session, a wait and a rating count on the day on which their entry
 * was written (a session: on which it ended), a first-pass outcome on the day that it tells of.
 */
export function countLog(db: Database.Database, period: Period, timeZone: string): Tally {
  const tally = new Tally();
  const { start, end } = instants(period, timeZone);
  const bounded = period.from !== null || period.to !== null;
  const rows = db
    .prepare<(string | number)[], Row>(
      `SELECT event, fields, CASE WHEN event = 'session.ended' THEN EXISTS
         (SELECT 1 FROM log AS r WHERE r.session = log.session AND r.event = 'service.requested') END AS online
       FROM log WHERE event IN (${events.map(() => '?').join(', ')}) ${bounded ? 'AND at >= ? AND at < ?' : ''}`,
    )
    .iterate(...events, ...(bounded ? [start, end] : []));
  for (const row of rows) {
    tally.entries += 1;
    const fields = fieldsOf(row.event, row.fields);
    if (fields === null || counters[row.event]?.(tally, fields, row) !== true) tally.unreadable += 1;
  }
  countOutcomes(db, tally, period, start);
  return tally;
}

/** The city may tell of a day once more: the last word counts. */
function countOutcomes(db: Database.Database, tally: Tally, { from, to }: Period, start: number): void {
  const last = new Map<string, { item: string; passed: number; submitted: number }>();
  // Nothing can be told of a day before it has begun.
  const rows = db
    .prepare<[number], { fields: string }>(
      `SELECT fields FROM log WHERE event = 'service.outcome' AND ${from === null ? '+at' : 'at'} >= ? ORDER BY seq`,
    )
    .iterate(start);
  for (const row of rows) {
    const fields = fieldsOf('service.outcome', row.fields);
    const day = text(fields?.['day']);
    if (fields !== null && ((from !== null && day < from) || (to !== null && day > to))) continue;
    tally.entries += 1;
    const passed = number(fields?.['passed']);
    const submitted = number(fields?.['submitted']);
    if (fields === null || passed > submitted) tally.unreadable += 1;
    else last.set(`${text(fields['item'])} ${day}`, { item: text(fields['item']), passed, submitted });
  }
  for (const { item, passed, submitted } of last.values()) tally.passed.add(item, passed, submitted);
}

function addPart(parts: Parts, key: string, count: number, of: number): boolean {
  if (count > of) return false;
  parts.add(key, count, of);
  return true;
}

/** `null`: damaged, or not as this release writes it. */
function fieldsOf(event: string, json: string): Fields | null {
  const spec = eventSpecs[event];
  const fields = parsed(json);
  if (spec === undefined || fields === null) return null;
  const sound =
    Object.keys(spec.fields).every((name) => isAllowed(event, name, fields[name])) &&
    Object.keys(spec.optional).every(
      (name) => fields[name] === undefined || isAllowed(event, name, fields[name]),
    );
  return sound ? (fields as Fields) : null;
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const text = (value: string | number | undefined): string => String(value ?? '');
const number = (value: string | number | undefined): number => Number(value ?? 0);
