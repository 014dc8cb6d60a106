import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessInfo } from '../../state-machines/ports.ts';
import { type Log, openLog } from '../log/log.ts';
import { openStore, type Store } from '../store/store.ts';
import { skipForgottenNumbers } from './forgotten-numbers.ts';

const session = '00000000000000a1';
const text = { 'zh-CN': '业务', en: 'Business' };
const business = (id: string, prefix: string): BusinessInfo => ({
  id,
  prefix,
  promiseMinutes: 10,
  name: text,
  summary: text,
  needsCard: false,
});
const pensions = business('pensions', 'A');
const permits = business('permits', 'B');

let dataDir: string;
let now: number;
let operations: number;
let store: Store;
let log: Log;
const clock = { now: () => now, monotonic: () => now, setTimer: () => ({ cancel: () => {} }) };

function open(): void {
  store = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
  log = openLog({ dataDir, clock, maxEntries: 1000, strict: true, mirror: null });
}
function close(): void {
  store.close();
  log.close();
}
/** Stops, does `harm` to the files and starts again. Returns whether numbers were found missing. */
function after(harm: () => void): boolean {
  close();
  harm();
  open();
  return skipForgottenNumbers(store, log, clock);
}
/** As the kiosk does: taken, committed, logged. */
function take(from = pensions): string {
  const opId = `${session}-${++operations}`;
  const { number } = store.tickets.issue({ opId, sessionId: session, business: from }).ticket;
  log.write('number.taken', { number, business: from.id, op: opId });
  return number;
}
const file = (name = 'tongban.db') => join(dataDir, name);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-forgotten-'));
  operations = 0;
  now = Date.parse('2026-05-06T09:00+08:00');
  open();
});
afterEach(() => {
  close();
  rmSync(dataDir, { recursive: true });
});

it('nothing is skipped where nothing is missing', () => {
  expect(skipForgottenNumbers(store, log, clock)).toBe(false);
  expect(take()).toBe('A001');
  expect(after(() => {})).toBe(false);
  expect(take()).toBe('A002');
});

describe('today goes on above what people hold', () => {
  it('when the database was deleted, for every business and as often as it happens', () => {
    for (let n = 0; n < 3; n++) take();
    take(permits);
    expect(after(() => rmSync(file()))).toBe(true);
    expect([take(), take(permits)]).toEqual(['A504', 'B504']);
    expect(after(() => rmSync(file()))).toBe(true);
    expect(take()).toBe('A1005');
  });

  it('when a killed host’s write-ahead log was deleted', () => {
    take();
    expect(after(() => {})).toBe(false);
    take();
    // The file as it lies there while the newest commits are in the log beside it only.
    copyFileSync(file(), file('without-log'));
    expect(after(() => cpSync(file('without-log'), file()))).toBe(true);
    expect(take()).toBe('A503');
  });

  it('when it was damaged after it had been deleted', () => {
    take();
    after(() => rmSync(file()));
    expect(take()).toBe('A502');
    expect(after(() => writeFileSync(file(), 'garbage'.repeat(1000)))).toBe(true);
    expect(take()).toBe('A1003');
  });

  it('once, and staff are told once, however often the kiosk starts before the next number', () => {
    take();
    expect(after(() => rmSync(file()))).toBe(true);
    expect(after(() => {})).toBe(false);
    expect(take()).toBe('A502');
  });
});

it('a day on which nobody has a number begins at 1', () => {
  take();
  now = Date.parse('2026-05-07T08:00+08:00');
  expect(after(() => rmSync(file()))).toBe(false);
  expect(take()).toBe('A001');
});
