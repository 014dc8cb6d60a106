import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../drivers/contract/clock.ts';
import { openStore, type Store } from './store.ts';

let dataDir: string;
let store: Store;
const open = (): Store =>
  openStore({ dataDir, clock: systemClock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-statistics-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

const totals = () => store.statistics.totals('reader');

it('nothing is known of a device that has not counted', () => {
  expect(totals()).toEqual({ serialNumber: null, lifetime: {}, sinceService: {} });
});

it('adds up, also over restarts, each name and each device for itself', () => {
  store.statistics.add('reader', null, { GoodReadCount: 2, BytesSentCount: 100 });
  store.close();
  store = open();
  store.statistics.add('reader', null, { GoodReadCount: 3 });
  store.statistics.add('printer', null, { GoodReadCount: 50 });
  const counted = { GoodReadCount: 5, BytesSentCount: 100 };
  expect(totals()).toEqual({ serialNumber: null, lifetime: counted, sinceService: counted });
});

it('a service resets what is counted since, and nothing else', () => {
  store.statistics.add('reader', 'A', { GoodReadCount: 5 });
  store.statistics.add('printer', null, { PaperCutCount: 7 });
  store.statistics.serviced('reader');
  store.statistics.add('reader', 'A', { GoodReadCount: 1 });
  expect(totals()).toEqual({
    serialNumber: 'A',
    lifetime: { GoodReadCount: 6 },
    sinceService: { GoodReadCount: 1 },
  });
  expect(store.statistics.totals('printer').sinceService).toEqual({ PaperCutCount: 7 });
});

it('a swapped device begins anew, and the one before goes on when it is back', () => {
  store.statistics.add('reader', 'A', { GoodReadCount: 5 });
  store.statistics.add('reader', 'B', { GoodReadCount: 1 });
  expect(totals()).toMatchObject({ serialNumber: 'B', lifetime: { GoodReadCount: 1 } });
  store.statistics.add('reader', 'A', { GoodReadCount: 1 });
  expect(totals()).toMatchObject({ serialNumber: 'A', lifetime: { GoodReadCount: 6 } });
});

it('what is counted before the device tells its number is that of the one before', () => {
  store.statistics.add('reader', 'A', { ConnectionCount: 1 });
  store.statistics.add('reader', null, { ConnectionCount: 1 });
  expect(totals()).toMatchObject({ serialNumber: 'A', lifetime: { ConnectionCount: 2 } });
});

it('two processes may add at the same time', () => {
  const other = open();
  store.statistics.add('reader', 'A', { GoodReadCount: 1 });
  other.statistics.add('reader', 'A', { GoodReadCount: 1 });
  other.statistics.serviced('reader');
  store.statistics.add('reader', 'A', { GoodReadCount: 1 });
  other.close();
  expect(totals()).toMatchObject({ lifetime: { GoodReadCount: 3 }, sinceService: { GoodReadCount: 1 } });
});
