import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { transactionOf } from './keys.ts';
import { createRate } from './rate.ts';
import { made, openCounter } from './testing/counter.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
let told: unknown[];
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
  told = [];
});
afterEach(() => rig.listening.close());

const signal = new AbortController().signal;
const rating = (level: number, opId = '00000000000000c0-1') => ({
  opId,
  itemId: 'payment-record',
  transaction: transactionOf(opId),
  level,
});
const rater = () =>
  createRate({
    platform: rig.platform(),
    outbox: counter.outbox,
    rated: (item, level) => told.push([item, level]),
  });
const rate = (...asked: Parameters<typeof rating>) => rater()(rating(...asked), signal);

it.each([1, 2])(
  'level %i has the three stages of its answer, after 1, 3 and 1 working days',
  async (level) => {
    expect(await rate(level)).toEqual({
      ok: true,
      stages: [
        { stage: 'contact', dueOn: '2026-03-05' },
        { stage: 'answer', dueOn: '2026-03-10' },
        { stage: 'review', dueOn: '2026-03-11' },
      ],
    });
  },
);

it.each([3, 4, 5])('level %i has none', async (level) => {
  expect(await rate(level)).toEqual({ ok: true, stages: [] });
});

it('is thanked for when its answer is lost, and given once', async () => {
  const count = await made(rig.simulator.city, async () => {
    rig.simulator.setFaults([{ operation: 'ratings.rate', kind: 'hangUp', times: 3, ms: 0 }]);
    expect(await rate(1)).toEqual({ ok: true, stages: [] });
    await counter.settled();
  });
  expect(count).toBe(1);
});

it('that was given already is no failure', async () => {
  await rate(5);
  expect(await rater()({ ...rating(5), opId: '00000000000000c0-2' }, signal)).toEqual({
    ok: true,
    stages: [],
  });
});

it('about another transaction is not shown', async () => {
  rig.simulator.strike('ratings.rate', 'wrongPerson');
  expect(await rate(1)).toEqual({ ok: true, stages: [] });
  expect(told).toEqual([]);
});

it('a transaction says nothing of the operation, and is another for each', () => {
  expect(transactionOf('session-1-1')).toMatch(/^T-[A-Za-z0-9]{24}$/);
  expect(transactionOf('session-1-1')).not.toContain('session');
  expect(transactionOf('session-1-2')).not.toBe(transactionOf('session-1-1'));
});
