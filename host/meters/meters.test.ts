import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Log, openLog } from '../log/log.ts';
import type { FieldsOf } from '../log/catalogue.ts';
import { seeded } from '../../tests/conformance/random.ts';
import { countLog } from './count.ts';
import { labelledFigures } from './labelled.ts';
import { type Meter, type MeterId, metersOf } from './meters.ts';
import { LogUnreadable, readLog } from './open-log.ts';
import type { Period } from './period.ts';

const zone = 'Asia/Shanghai';
const always: Period = { from: null, to: null };
const minutes = 60_000;
const op = '00000000000000a1-service';
const session = (number: number): { session: string } => ({
  session: number.toString(16).padStart(16, '0'),
});

let dataDir: string;
let now: number;
let log: Log;

const at = (time: string): void => void (now = Date.parse(`${time}+08:00`));
const all = (period = always, timeZone = zone, dir = dataDir): Meter[] =>
  metersOf(
    readLog(dir, (db) => countLog(db, period, timeZone)),
    labelledFigures(),
  );
const meter = (id: MeterId, of: string | null = null, period = always, timeZone = zone) => {
  const found = all(period, timeZone).find((one) => one.id === id && one.of === of);
  if (!found) return null;
  const { count, total, share, met, times } = found;
  return { count, total, share, met, times };
};
const counted = (count: number, total: number | null, share: number | null, met: boolean | null) => ({
  count,
  total,
  share,
  met,
  times: null,
});
const ended = (ending: FieldsOf<'session.ended'>['ending'], ms?: number, id = 1): void =>
  log.write('session.ended', { ending, ms }, session(id));
const requested = (id: number): void =>
  log.write('service.requested', { item: 'newborn', op, sent: 'now', changes: 'yes', ms: 5 }, session(id));
const called = (waitedMs: number, promisedMinutes: number): void => {
  const kept = waitedMs <= promisedMinutes * minutes;
  const ticket = { number: 'A001', business: 'tax', promisedMinutes };
  if (!kept) log.write('ticket.promise-broken', ticket);
  log.write('ticket.called', { ...ticket, waitedMs, kept: kept ? 'yes' : 'no' });
};
/** Past the catalogue, as a damaged disk or another release would. */
const raw = (event: string, fields: string): void => {
  const db = new Database(join(dataDir, 'log.db'));
  db.prepare('INSERT INTO log (at, event, severity, fields) VALUES (?, ?, ?, ?)').run(
    now,
    event,
    'report',
    fields,
  );
  db.close();
};

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-meters-'));
  at('2026-11-25T10:00:00');
  const clock = { now: () => now, monotonic: () => now, setTimer: () => ({ cancel: () => {} }) };
  log = openLog({ dataDir, clock, maxEntries: 100_000, strict: true, mirror: null });
});
afterEach(() => {
  log.close();
  rmSync(dataDir, { recursive: true });
});

describe('a meter', () => {
  it('says that there is no data where nothing was logged', () => {
    for (const { id, share, count, met } of all().filter((one) => !one.id.startsWith('labelled-'))) {
      expect({ id, share, count, met }).toEqual({ id, share: null, count: 0, met: null });
    }
  });

  it('sums what was prefilled, for each item and all', () => {
    log.write('service.prefilled', { item: 'newborn', fields: 10, filled: 7 });
    log.write('service.prefilled', { item: 'newborn', fields: 10, filled: 9 });
    log.write('service.prefilled', { item: 'elder-allowance', fields: 20, filled: 12 });
    expect(meter('prefill')).toEqual(counted(28, 40, 0.7, true));
    expect(meter('prefill', 'newborn')).toEqual(counted(16, 20, 0.8, true));
    expect(meter('prefill', 'elder-allowance')).toEqual(counted(12, 20, 0.6, false));
  });

  it('counts the rules that were judged', () => {
    log.write('service.prechecked', { item: 'newborn', verdict: 'passed', rules: 9, open: 0 });
    log.write('service.prechecked', { item: 'newborn', verdict: 'open', rules: 8, open: 3 });
    expect(meter('precheck-rules')).toEqual(counted(17, 20, 0.85, false));
  });

  it('takes the last word on a day for the first-pass rate, and asks which day it is about', () => {
    const outcome = (day: string, passed: number, submitted: number): void =>
      log.write('service.outcome', { item: 'newborn', day, passed, submitted });
    outcome('2026-11-23', 1, 5);
    outcome('2026-11-23', 9, 10);
    outcome('2026-11-24', 10, 10);
    expect(meter('first-pass')).toEqual(counted(19, 20, 0.95, true));
    const day = { from: '2026-11-23', to: '2026-11-23' };
    expect(meter('first-pass', null, day)).toEqual(counted(9, 10, 0.9, true));
  });

  it('keeps the promise at exactly 10 and 30 minutes, and breaks it a millisecond later', () => {
    called(10 * minutes, 10);
    called(10 * minutes + 1, 10);
    called(30 * minutes, 30);
    // Its promise has passed and it has not been called.
    log.write('ticket.promise-broken', { number: 'B002', business: 'tax', promisedMinutes: 30 });
    expect(meter('wait', '10')).toEqual({
      ...counted(1, 2, 0.5, false),
      times: { p50: 600, p90: 601, max: 601 },
    });
    expect(meter('wait', '30')).toEqual({
      ...counted(1, 2, 0.5, false),
      times: { p50: 1800, p90: 1800, max: 1800 },
    });
    expect(meter('wait')?.times).toEqual({ p50: 601, p90: 1800, max: 1800 });
  });

  it('takes exactly 20 minutes for within, and a session without a length for none', () => {
    ended('finished', 20 * minutes);
    ended('finished', 20 * minutes + 1);
    ended('ceiling', 25 * minutes);
    ended('interrupted');
    ended('power');
    expect(meter('session-length')).toEqual({
      ...counted(1, 3, 1 / 3, false),
      times: { p50: 1201, p90: 1500, max: 1500 },
    });
    expect(meter('session-length', 'finished')?.times).toEqual({ p50: 1200, p90: 1201, max: 1201 });
    expect(meter('interrupted')).toEqual(counted(2, 5, 0.4, null));
  });

  it('counts a session over midnight once, on the day on which it ended in the time zone of the site', () => {
    at('2026-11-25T23:55:00');
    requested(7);
    at('2026-11-26T00:05:00');
    ended('finished', 10 * minutes, 7);
    const on = (day: string, timeZone = zone) => meter('online', null, { from: day, to: day }, timeZone);
    expect(on('2026-11-25')).toEqual(counted(0, 0, null, null));
    expect(on('2026-11-26')).toEqual(counted(1, 1, 1, true));
    // There it is still the evening before.
    expect(on('2026-11-25', 'UTC')).toEqual(counted(1, 1, 1, true));
  });

  it('counts as online what was finished with a request', () => {
    for (const id of [1, 2, 3]) requested(id);
    requested(1);
    for (const id of [1, 2, 4]) ended('finished', 1, id);
    ended('idle', 1, 3);
    expect(meter('online')).toEqual(counted(2, 3, 2 / 3, false));
  });

  it('counts ratings, the stages of the bad ones, disputes, documents and resumed sessions', () => {
    for (const level of [5, 5, 4, 2]) log.write('service.rated', { item: 'newborn', level });
    const stage = (doneOn: string): void =>
      log.write('service.rating-stage', { stage: 'answer', dueOn: '2026-11-25', doneOn });
    for (const doneOn of ['open', 'open', 'open', '2026-11-25', '2026-11-26']) stage(doneOn);
    log.write('service.disputed', { item: 'newborn', op });
    for (const outcome of ['printed', 'printed', 'printed', 'uncertain'] as const)
      log.write('service.document', { item: 'newborn', op, pages: 3, outcome, ms: 1, bytes: 5 });
    log.write('session.resumed', { resumes: 1 });
    expect(meter('rating', '5')).toEqual(counted(2, 4, 0.5, null));
    expect(meter('rating', '1')).toEqual(counted(0, 4, 0, null));
    expect(meter('bad-rating')).toEqual(counted(1, 4, 0.25, null));
    expect(meter('stage-in-time', 'answer')).toEqual(counted(1, 2, 0.5, false));
    expect(meter('stage-late', 'answer')?.count).toBe(1);
    expect(meter('stage-open', 'answer')?.count).toBe(1);
    expect(meter('dispute', 'newborn')?.count).toBe(1);
    expect(meter('document', 'printed')).toEqual(counted(3, 4, 0.75, null));
    expect(meter('document', 'uncertain')).toEqual(counted(1, 4, 0.25, null));
    expect(meter('resumed')?.count).toBe(1);
  });

  it('measures the pre-check on the 103 labelled cases, whatever the log holds', () => {
    expect(meter('labelled-coverage')?.total).toBe(103);
    expect(meter('labelled-coverage')?.met).toBe(true);
    expect(meter('labelled-accuracy')?.met).toBe(true);
    expect(meter('labelled-false-blocks')?.met).toBe(true);
  });
});

describe('a log', () => {
  it('with damaged entries, and with those of another release, is counted without them', () => {
    log.write('service.prefilled', { item: 'newborn', fields: 10, filled: 7 });
    raw('service.prefilled', '{"item":"newborn","fie');
    raw('service.prefilled', 'null');
    raw('service.prefilled', '{"item":"newborn","fields":10}');
    raw('service.prefilled', '{"item":"newborn","fields":10,"filled":11}');
    raw('service.prefilled', '{"item":"newborn","fields":"ten","filled":1}');
    raw('service.rated', '{"item":"newborn","level":6}');
    raw('service.outcome', '{');
    raw('service.of-another-release', '{"filled":1}');
    const tally = readLog(dataDir, (db) => countLog(db, always, zone));
    expect([tally.entries, tally.unreadable]).toEqual([8, 7]);
    expect(meter('prefill')).toEqual(counted(7, 10, 0.7, true));
  });

  it('is read as a copy as well', () => {
    log.write('service.rated', { item: 'newborn', level: 5 });
    const copy = join(dataDir, 'copy');
    for (const file of ['log.db', 'log.db-wal']) cpSync(join(dataDir, file), join(copy, file));
    expect(all(always, zone, copy)).toEqual(all());
  });

  it('that is none is named with what to do', () => {
    const other = join(dataDir, 'other');
    expect(() => all(always, zone, other)).toThrow(LogUnreadable);
    cpSync(join(dataDir, 'log.db'), join(other, 'log.db'));
    writeFileSync(join(other, 'log.db'), 'no database'.repeat(1000));
    expect(() => all(always, zone, other)).toThrow(/cannot be read \(file is not a database\)/);
  });
});

it('the days add up to the whole', () => {
  const random = seeded(4, 'meters');
  const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];
  at('2026-11-23T00:00:00');
  for (let turn = 0; turn < 600; turn += 1) {
    now += random.int(1, 9 * minutes);
    const fields = random.int(1, 20);
    const item = random.int(0, 1) === 0 ? 'newborn' : 'elder-allowance';
    log.write('service.prefilled', { item, fields, filled: random.int(0, fields) });
    if (random.int(0, 1) === 0) requested(turn);
    ended(random.int(0, 2) === 0 ? 'idle' : 'finished', random.int(0, 25 * minutes), turn);
    called(random.int(0, 40 * minutes), random.int(0, 1) === 0 ? 10 : 30);
    const day = days[random.int(0, 2)] ?? '';
    if (day <= new Date(now + 8 * 60 * minutes).toISOString().slice(0, 10))
      log.write('service.outcome', { item, day, passed: random.int(0, 5), submitted: 5 });
    log.write('service.rated', { item, level: random.int(1, 5) });
  }
  expect(now).toBeLessThan(Date.parse('2026-11-27T00:00:00+08:00'));
  const sums = (meters: readonly Meter[]): Map<string, [number, number]> => {
    const made = new Map<string, [number, number]>();
    for (const { id, of, count, total } of meters) {
      if (id.startsWith('labelled-')) continue;
      const [before, ofBefore] = made.get(`${id} ${of}`) ?? [0, 0];
      made.set(`${id} ${of}`, [before + count, ofBefore + (total ?? 0)]);
    }
    return made;
  };
  const whole = sums(all());
  expect(whole.get('online null')?.[1]).toBeGreaterThan(300);
  expect(sums(days.flatMap((day) => all({ from: day, to: day })))).toEqual(whole);
});
