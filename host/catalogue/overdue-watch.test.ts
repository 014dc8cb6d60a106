import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { type Log, openLog } from '../log/log.ts';
import { openItem } from '../services/catalogue.ts';
import { freshUntil } from '../services/freshness.ts';
import { OverdueWatch } from './overdue-watch.ts';

let dataDir: string;
let log: Log;
let clock: HandClock;
let opened: string[];
const until = Object.fromEntries(
  ['payment-record', 'newborn', 'remote-care'].map((id) => [id, freshUntil(openItem(id))]),
);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-overdue-'));
  clock = new HandClock();
  log = openLog({ dataDir, clock, maxEntries: 1000, strict: true, mirror: null });
  opened = [];
});
afterEach(() => {
  log.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function watch(today: () => string) {
  let changes = 0;
  const overdue = new OverdueWatch({
    clock,
    today,
    log,
    freshUntil: until,
    openItem(id) {
      opened.push(id);
      return openItem(id);
    },
    changed: () => (changes += 1),
  });
  return { overdue, changes: () => changes };
}
const entries = (event: string) => log.entries({ event }).map(({ fields }) => fields);

it('opens nothing while everything is good', async () => {
  const { overdue, changes } = watch(() => '2026-11-25');
  await clock.advance(10_000);
  expect([opened, entries('service.overdue'), entries('calendar.overdue')]).toEqual([[], [], []]);
  expect(changes()).toBe(1);
  overdue.stop();
});

it('tells of a guide on the day after its last, once, also after a restart', async () => {
  const last = until['payment-record'] ?? '';
  let today = last;
  const first = watch(() => today);
  await clock.advance(10_000);
  expect(entries('service.overdue').filter(({ item }) => item === 'payment-record')).toEqual([]);
  today = '2028-01-01';
  await clock.advance(60_000);
  const told = entries('service.overdue');
  // One for the guide and one for the rules, where an item has any; regions that end together have one in all.
  const expected = Object.keys(until).flatMap((item) =>
    (openItem(item).rules === null ? ['guide'] : ['guide', 'rules']).map((outdated) => `${item} ${outdated}`),
  );
  expect(told.map(({ item, outdated }) => `${item} ${outdated}`).toSorted()).toEqual(expected.toSorted());
  expect(told.every(({ day }) => day === last)).toBe(true);
  expect(entries('calendar.overdue')).toHaveLength(1);
  today = '2028-01-02';
  await clock.advance(60_000);
  first.overdue.stop();
  const again = watch(() => today);
  await clock.advance(10_000);
  again.overdue.stop();
  expect(entries('service.overdue')).toEqual(told);
  expect(entries('calendar.overdue')).toHaveLength(1);
});
