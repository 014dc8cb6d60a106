import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessInfo } from '../../state-machines/ports.ts';
import { openDatabase } from './database.ts';
import { IllegalTransitionError, isLegalTransition } from './journal.ts';
import type { JournalState } from './journal.ts';
import { storeMigrations } from './migrations.ts';
import { formatNumber, skippedAfterLoss } from './numbers.ts';
import { StoreError } from './store-error.ts';
import { openStore } from './store.ts';
import type { Store } from './store.ts';

const session = '00000000000000a1';
const text = { 'zh-CN': '业务', en: 'Business' };
const business = (id: string, prefix: string, promiseMinutes = 10): BusinessInfo => ({
  id,
  prefix,
  promiseMinutes,
  name: text,
  summary: text,
  needsCard: false,
});
const pensions = business('pensions', 'A');
const permits = business('permits', 'B', 30);

let dataDir: string;
let now: number;
let store: Store;
let operations: number;

const clock = {
  now: () => now,
  monotonic: () => now,
  setTimer: () => ({ cancel: () => {} }),
};
const open = (): Store => openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '06:00' });
const at = (local: string): void => {
  now = Date.parse(`${local}+08:00`);
};
const take = (from = pensions, opId = `${session}-${++operations}`): string =>
  store.tickets.issue({ opId, sessionId: session, business: from }).ticket.number;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-store-'));
  operations = 0;
  at('2026-05-06T09:00');
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

describe('numbers', () => {
  it('count per business, with the letter and three digits', () => {
    expect([take(), take(permits), take()]).toEqual(['A001', 'B001', 'A002']);
  });

  it('grow past 999', () => {
    expect([formatNumber('A', 999), formatNumber('A', 1000)]).toEqual(['A999', 'A1000']);
  });

  it('are the same again for the same operation, also after a restart', () => {
    const opId = `${session}-again`;
    expect(take(pensions, opId)).toBe('A001');
    store.close();
    store = open();
    expect(store.tickets.issue({ opId, sessionId: session, business: pensions })).toMatchObject({
      repeated: true,
      ticket: { number: 'A001' },
    });
    expect(take()).toBe('A002');
  });

  it('belong to one business: the same operation for another is a bug', () => {
    take(pensions, `${session}-1`);
    expect(() => take(permits, `${session}-1`)).toThrow(/of pensions, not of permits/);
  });

  it('start again at the hour of the reset, not at midnight', () => {
    at('2026-05-06T23:59');
    take();
    at('2026-05-07T05:59');
    expect(take()).toBe('A002');
    at('2026-05-07T06:00');
    expect(take()).toBe('A001');
  });

  it('are kept with the local time and the people ahead at that moment', () => {
    take();
    at('2026-05-06T09:07');
    const { ticket } = store.tickets.issue({ opId: `${session}-x`, sessionId: session, business: pensions });
    expect(ticket).toEqual({
      opId: `${session}-x`,
      number: 'A002',
      businessId: 'pensions',
      peopleAhead: 1,
      promiseMinutes: 10,
      takenAt: '09:07',
    });
    expect(store.numbers.get(ticket.opId)).toMatchObject({ state: 'issued', serviceDay: '2026-05-06' });
  });

  it('leave a gap with its reason when they are given up', () => {
    take();
    take(pensions, `${session}-gone`);
    take();
    store.tickets.voidNumber(`${session}-gone`, 'printer-paper-out');
    expect(store.numbers.gaps(store.numbers.serviceDay())).toEqual([
      { number: 'A002', businessId: 'pensions', reason: 'printer-paper-out' },
    ]);
    expect(take()).toBe('A004');
  });
});

describe('a clock that is set back', () => {
  it('does not reopen yesterday, and is reported once', () => {
    at('2026-05-06T09:00');
    take();
    at('2026-05-07T09:00');
    take();
    take();
    at('2026-05-06T09:00');
    const back = store.tickets.issue({ opId: `${session}-b`, sessionId: session, business: pensions });
    expect(back).toMatchObject({ ticket: { number: 'A003' }, clockWentBack: true });
    const next = store.tickets.issue({ opId: `${session}-c`, sessionId: session, business: pensions });
    expect(next).toMatchObject({ ticket: { number: 'A004' }, clockWentBack: false });
    at('2026-05-07T10:00');
    expect(take()).toBe('A005');
    at('2026-05-08T10:00');
    expect(take()).toBe('A001');
  });

  it('from years ahead goes on above what was given today, and resets again on the next day', () => {
    for (let n = 0; n < 5; n++) take();
    at('2036-01-01T09:00');
    expect(take()).toBe('A001');
    at('2026-05-06T10:00');
    expect(take()).toBe('A006');
    at('2026-05-07T10:00');
    expect(take()).toBe('A001');
  });

  it('never makes two tickets alike within a day, whatever it does', () => {
    const seen = new Set<string>();
    const jumps = [
      '06T09:00',
      '08T01:00',
      '07T12:00',
      '06T05:00',
      '08T09:00',
      '06T09:00',
      '07T09:00',
      '09T07:00',
    ];
    for (const jump of [...jumps, ...jumps.toReversed(), ...jumps]) {
      at(`2026-05-${jump}`);
      const opId = `${session}-${++operations}`;
      const number = take(pensions, opId);
      seen.add(`${store.numbers.get(opId)?.serviceDay} ${number}`);
    }
    expect(seen.size).toBe(operations);
  });
});

describe('people waiting', () => {
  it('are those whose promised minutes are not over and whose number was not given up', () => {
    take();
    take(permits);
    take(pensions, `${session}-gone`);
    store.tickets.voidNumber(`${session}-gone`, 'cancelled');
    const waiting = () => store.numbers.queueLengths([pensions, permits, business('other', 'C')]);
    expect(waiting()).toEqual({ pensions: 1, permits: 1, other: 0 });
    at('2026-05-06T09:10');
    expect(waiting()).toEqual({ pensions: 0, permits: 1, other: 0 });
  });
});

describe('the journal', () => {
  const opId = `${session}-1`;
  beforeEach(() => take(pensions, opId));

  it('has the number, and nothing of the citizen, before anything is sent', () => {
    expect(store.journal.unfinished()).toEqual([
      {
        opId,
        kind: 'ticket.print',
        state: 'prepared',
        sessionId: session,
        payload: { number: 'A001', businessId: 'pensions' },
        detail: null,
        createdAt: now,
        updatedAt: now,
      },
    ]);
  });

  it('lets one caller send, and tells a second one what is known', () => {
    expect(store.tickets.dispatch(opId)).toBe('send');
    expect(store.tickets.dispatch(opId)).toBe('in-flight');
    store.tickets.printed(opId, 'printed');
    expect(store.tickets.dispatch(opId)).toBe('printed');
    expect(store.journal.unfinished()).toEqual([]);
  });

  it('lets a ticket be tried again of which not one byte was sent', () => {
    store.tickets.dispatch(opId);
    store.tickets.failed(opId, 'paper.out');
    expect(store.journal.get(opId)).toMatchObject({ state: 'failed', detail: 'paper.out' });
    expect(store.tickets.dispatch(opId)).toBe('send');
  });

  it('never lets an uncertain ticket be sent again, but takes a late confirmation', () => {
    store.tickets.dispatch(opId);
    store.tickets.uncertain(opId, 'device.gone');
    expect(store.tickets.dispatch(opId)).toBe('uncertain');
    expect(store.numbers.get(opId)?.state).toBe('uncertain');
    store.tickets.printed(opId, 'printed');
    expect(store.numbers.get(opId)?.state).toBe('printed');
  });

  it('does not give up a number that somebody may hold, and then leaves the number as it was', () => {
    store.tickets.dispatch(opId);
    expect(() => store.tickets.voidNumber(opId, 'idle')).toThrow(IllegalTransitionError);
    expect(store.numbers.get(opId)?.state).toBe('issued');
  });

  it('gives a number up once; a second time changes nothing', () => {
    store.tickets.voidNumber(opId, 'idle');
    store.tickets.voidNumber(opId, 'cancelled');
    expect(store.journal.get(opId)?.detail).toBe('idle');
    expect(store.tickets.dispatch(opId)).toBe('void');
  });

  it('refuses an operation that it does not know', () => {
    expect(() => store.tickets.dispatch('nobody')).toThrow(IllegalTransitionError);
  });

  it('allows these transitions and no others', () => {
    const states: JournalState[] = ['prepared', 'dispatched', 'done', 'uncertain', 'failed', 'void'];
    const legal = states.flatMap((from) =>
      states.filter((to) => isLegalTransition(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(legal).toEqual([
      'prepared → dispatched',
      'prepared → void',
      'dispatched → done',
      'dispatched → uncertain',
      'dispatched → failed',
      'uncertain → done',
      'failed → dispatched',
      'failed → void',
    ]);
  });
});

describe('the database file', () => {
  const file = (): string => join(dataDir, 'tongban.db');

  it('is synced at each commit and written ahead, so that a power cut loses no number', () => {
    const { db } = openDatabase({
      path: join(dataDir, 'other.db'),
      migrations: ['CREATE TABLE t (x)'],
      synchronous: 'FULL',
      checkIntegrity: true,
      clock,
    });
    // 2 is FULL (https://sqlite.org/pragma.html#pragma_synchronous).
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  it.each([
    [
      'garbage',
      () => writeFileSync(file(), 'not a database at all, but long enough to be looked at'.repeat(100)),
    ],
    [
      'damaged in the middle',
      () => {
        const bytes = Buffer.alloc(4096 * 3, 0xa5);
        const db = new Database(file());
        db.pragma('journal_mode = DELETE');
        db.close();
        const whole = readFileSync(file());
        bytes.copy(whole, 4096);
        writeFileSync(file(), whole);
      },
    ],
  ])('that is %s is kept aside, and numbers go on above all that may be in use', (_, damage) => {
    take();
    store.close();
    damage();
    store = open();
    expect(store.recovered?.keptAs).toBe('tongban.db.corrupt-2026-05-06T01-00-00-000Z');
    expect(readdirSync(dataDir)).toContain(store.recovered?.keptAs);
    expect(take()).toBe(formatNumber('A', skippedAfterLoss + 1));
    at('2026-05-07T09:00');
    expect(take()).toBe('A001');
  });

  it('does not come back out of the write-ahead log that a killed host leaves', () => {
    store.close();
    const db = new Database(file());
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.exec("INSERT INTO service_day VALUES ('2026-05-06', 7)");
    const log = readFileSync(`${file()}-wal`);
    db.close();
    writeFileSync(file(), 'garbage'.repeat(1000));
    // As a host that was killed leaves it.
    writeFileSync(`${file()}-wal`, log);
    store = open();
    expect(store.recovered).not.toBeNull();
    expect(take()).toBe(formatNumber('A', skippedAfterLoss + 1));
  });

  it('lost twice in a day skips twice', () => {
    for (let loss = 1; loss <= 2; loss++) {
      store.close();
      writeFileSync(file(), 'garbage'.repeat(1000));
      store = open();
      expect(take()).toBe(formatNumber('A', skippedAfterLoss * loss + 1));
    }
  });

  it('of a later release is refused and left alone', () => {
    store.close();
    const db = new Database(file());
    db.pragma('user_version = 99');
    db.close();
    expect(open).toThrow(expect.objectContaining({ name: 'StoreError', code: 'newer' }) as Error);
    const again = new Database(file());
    again.pragma(`user_version = ${storeMigrations.length}`);
    again.close();
    store = open();
    expect(store.recovered).toBeNull();
  });

  it('that cannot be written is refused with a sentence that names it', () => {
    const notADirectory = join(dataDir, 'file');
    writeFileSync(notADirectory, '');
    const attempt = (): Store =>
      openStore({ dataDir: join(notADirectory, 'data'), clock, timeZone: 'UTC', resetAt: '00:00' });
    expect(attempt).toThrow(StoreError);
    expect(attempt).toThrow(
      /data[/\\]tongban\.db cannot be opened for writing .* Check that the data directory/,
    );
  });
});
