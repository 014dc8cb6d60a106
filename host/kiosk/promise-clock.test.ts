import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import type { Platform } from '../../platform/open.ts';
import { openStore, type Store } from '../store/store.ts';
import type { KioskLog } from './kiosk-log.ts';
import { PromiseClock } from './promise-clock.ts';

const minuteMs = 60_000;
const ticket = {
  ticket: 'Q-1',
  number: 'A012',
  business: 'social-insurance',
  issuedAt: 0,
  promisedAt: 10 * minuteMs,
};

let dataDir: string;
let clock: HandClock;
let store: Store;
let calledAt: number;
let answers: boolean;
let told: { event: string; fields: object }[];
let promise: PromiseClock;

/** The city's queue as a clerk works it off. */
const queue = {
  ticket: async () =>
    answers
      ? {
          ok: true,
          asOf: '',
          validUntil: null,
          stale: false,
          data: { ticket: { state: clock.now() < calledAt ? 'waiting' : 'called' } },
        }
      : {
          ok: false,
          error: { code: 'unreachable', refusal: null, effect: 'none', retry: 'safe', message: '' },
        },
} as unknown as Pick<Platform['queue'], 'ticket'>;
const log = {
  write: (event: string, fields: object) => told.push({ event, fields }),
} as unknown as KioskLog;

const start = () => {
  promise = new PromiseClock({ promises: store.promises, queue, clock, log });
  promise.start();
};

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-promise-'));
  clock = new HandClock();
  store = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
  calledAt = Infinity;
  answers = true;
  told = [];
  start();
});
afterEach(() => {
  promise.stop();
  store.close();
  rmSync(dataDir, { recursive: true });
});

describe('the promise on a ticket', () => {
  it('is kept where the number is called in time', async () => {
    calledAt = 9 * minuteMs;
    promise.watch(ticket);
    await clock.advance(30 * minuteMs);
    const fields = { number: 'A012', business: 'social-insurance', promisedMinutes: 10 };
    expect(told).toEqual([
      { event: 'ticket.called', fields: { ...fields, waitedMs: 9 * minuteMs, kept: 'yes' } },
    ]);
    expect(store.promises.open()).toEqual([]);
  });

  it('is told as broken the moment that it is, once, and the wait when it is over', async () => {
    calledAt = 17 * minuteMs;
    promise.watch(ticket);
    await clock.advance(10 * minuteMs);
    expect(told.map(({ event }) => event)).toEqual(['ticket.promise-broken']);
    await clock.advance(30 * minuteMs);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({
      event: 'ticket.called',
      fields: { waitedMs: 17 * minuteMs, kept: 'no' },
    });
  });

  it('called on the very minute is kept', async () => {
    calledAt = 10 * minuteMs;
    promise.watch(ticket);
    await clock.advance(20 * minuteMs);
    expect(told).toMatchObject([{ event: 'ticket.called', fields: { kept: 'yes' } }]);
  });

  it('is held through a restart', async () => {
    promise.watch(ticket);
    await clock.advance(5 * minuteMs);
    promise.stop();
    expect(clock.pendingTimers).toBe(0);
    start();
    await clock.advance(5 * minuteMs);
    expect(told.map(({ event }) => event)).toEqual(['ticket.promise-broken']);
  });

  it('is not called broken while the city does not answer, and asking goes on calmly', async () => {
    answers = false;
    promise.watch(ticket);
    await clock.advance(15 * minuteMs);
    expect(told).toEqual([]);
    calledAt = 16 * minuteMs;
    answers = true;
    await clock.advance(5 * minuteMs);
    expect(told.map(({ event }) => event)).toEqual(['ticket.promise-broken', 'ticket.called']);
  });

  it('is forgotten after half a day', async () => {
    promise.watch(ticket);
    await clock.advance(13 * 60 * minuteMs);
    expect(store.promises.open()).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
