import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { transactionOf } from './keys.ts';
import { createRate } from './rate.ts';
import { made } from './testing/counter.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.listening.close());

const signal = new AbortController().signal;
const rating = (level: number, opId = 'session-1-1') => ({
  opId,
  itemId: 'payment-record',
  transaction: transactionOf(opId),
  level,
});
const rate = (...asked: Parameters<typeof rating>) =>
  createRate({ platform: rig.platform() })(rating(...asked), signal);

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

it('is given once when its answer is lost, with the same stages', async () => {
  const count = await made(rig.simulator.city, async () => {
    rig.simulator.setFaults([{ operation: 'ratings.rate', kind: 'hangUp', times: 3, ms: 0 }]);
    expect(await rate(1)).toMatchObject({ ok: false, problem: 'city-unavailable', retry: true });
    await rig.clock.hand.advance(60_000);
    expect(await rate(1)).toMatchObject({ ok: true, stages: [{}, {}, {}] });
  });
  expect(count).toBe(1);
});

it('that was given already is no failure', async () => {
  await rate(5);
  const again = createRate({ platform: rig.platform() });
  expect(await again({ ...rating(5), opId: 'session-1-2' }, signal)).toEqual({ ok: true, stages: [] });
});

it('about another transaction is not shown', async () => {
  rig.simulator.strike('ratings.rate', 'wrongPerson');
  expect(await rate(1)).toMatchObject({ ok: false, problem: 'city-wrong-person' });
});

it('a transaction says nothing of the operation, and is another for each', () => {
  expect(transactionOf('session-1-1')).toMatch(/^T-[A-Za-z0-9]{24}$/);
  expect(transactionOf('session-1-1')).not.toContain('session');
  expect(transactionOf('session-1-2')).not.toBe(transactionOf('session-1-1'));
});
