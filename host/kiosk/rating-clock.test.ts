import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { data } from '../../platform/testing/expect-result.ts';
import { newKey, openRig, type Rig } from '../../platform/testing/rig.ts';
import { isAllowed } from '../log/value-types.ts';
import { openStore, type Store } from '../store/store.ts';
import { DailyOutcomes } from './daily-outcomes.ts';
import type { KioskLog } from './kiosk-log.ts';
import { RatingClock } from './rating-clock.ts';

const timeZone = 'Asia/Shanghai';
const dayMs = 24 * 3_600_000;

let rig: Rig;
let dataDir: string;
let store: Store;
let told: [string, Readonly<Record<string, unknown>>][];
const log: KioskLog = {
  write(event, fields) {
    for (const [name, value] of Object.entries(fields)) expect(isAllowed(event, name, value)).toBe(true);
    told.push([event, fields]);
  },
};

beforeEach(async () => {
  rig = await openRig();
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-ratings-'));
  store = openStore({ dataDir, clock: rig.clock, timeZone, resetAt: '00:00' });
  told = [];
});
afterEach(async () => {
  store.close();
  rmSync(dataDir, { recursive: true });
  await rig.listening.close();
});

let answers: number;
const open = () => {
  const city = rig.platform().ratings;
  answers = 0;
  const ratings: typeof city = {
    ...city,
    async followUp(question) {
      const answer = await city.followUp(question);
      answers += 1;
      return answer;
    },
  };
  const clock = new RatingClock({ stages: store.ratingStages, ratings, clock: rig.clock, timeZone, log });
  clock.start();
  return clock;
};
const rate = async (level: number) => {
  const rating = { transaction: 'T-1', item: 'newborn', level, tags: [], comment: null };
  return data(await rig.platform().ratings.rate(rating, { key: newKey() }));
};
const stages = (doneOn?: string) =>
  told.filter(
    ([event, fields]) =>
      event === 'service.rating-stage' && (doneOn === undefined || fields['doneOn'] === doneOn),
  );

describe('a bad rating', () => {
  it('is answered in three stages, each told when it begins and once when it is done', async () => {
    const clock = open();
    clock.rated('newborn', 1, await rate(1));
    expect(told[0]).toEqual(['service.rated', { item: 'newborn', level: 1 }]);
    expect(stages('open').map(([, { stage }]) => stage)).toEqual(['contact', 'answer', 'review']);
    for (let hour = 0; hour < 10 * 24 && store.ratingStages.open().length > 0; hour += 1) {
      await rig.clock.hand.advance(3_600_000);
      // The city answers in its own time.
      await expect.poll(() => answers, { interval: 1 }).toBe(hour + 1);
    }
    expect(store.ratingStages.open()).toEqual([]);
    expect(stages().length - stages('open').length).toBe(3);
    clock.stop();
  });

  it('is looked after by the next run of the kiosk', async () => {
    const first = open();
    first.rated('newborn', 2, await rate(2));
    first.stop();
    expect(store.ratingStages.open()).toHaveLength(3);
    const second = open();
    expect(rig.clock.hand.pendingTimers).toBe(1);
    second.stop();
    expect(rig.clock.hand.pendingTimers).toBe(0);
  });
});

it('a good one has no stages, and nothing is asked for', async () => {
  const clock = open();
  clock.rated('newborn', 5, await rate(5));
  expect([stages(), rig.clock.hand.pendingTimers]).toEqual([[], 0]);
  clock.stop();
});

it('what passed the first time is told once a day for each item', async () => {
  const { cases } = rig.platform();
  const outcomes = new DailyOutcomes({
    items: ['newborn', 'elder-allowance'],
    cases,
    clock: rig.clock,
    timeZone,
    log,
  });
  outcomes.start();
  const days = () =>
    told
      .filter(([event]) => event === 'service.outcome')
      .map(([, { item, day }]) => `${String(item)} ${String(day)}`);
  await expect.poll(() => days().length).toBeGreaterThan(0);
  const first = days().length;
  expect(days()[0]).toContain('2026-03-04');
  await rig.clock.hand.advance(dayMs);
  await expect.poll(() => days().length).toBe(2 * first);
  expect(days().at(-1)).toContain('2026-03-05');
  outcomes.stop();
});
