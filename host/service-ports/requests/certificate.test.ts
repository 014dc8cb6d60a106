import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRig, type Rig } from '../../../platform/testing/rig.ts';
import { openCounter, orderOf } from '../testing/counter.ts';
import type { RequestOrder } from './asked.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
});
afterEach(() => rig.listening.close());

const order = (span: string): Promise<RequestOrder> =>
  orderOf(rig, 'payment-record', rig.person('样例乙'), { values: { insurances: ['pension'], span } });

async function spanOf(asked: RequestOrder) {
  const { requested } = await counter.ask(asked);
  if (!requested.ok) throw new Error(JSON.stringify(requested));
  const value = requested.result.rows[2]?.value;
  return typeof value === 'object' ? value.en : value;
}

it.each([
  ['year', '2025-03 to 2026-02'],
  ['three-years', '2023-03 to 2026-02'],
])('%s ends with the month before this one', async (span, told) => {
  expect(await spanOf(await order(span))).toBe(told);
});

it('all begins with the first month that the register has', async () => {
  const all = await spanOf(await order('all'));
  const asked = await order('all');
  const first = (asked.facts['insurances'] as { firstMonth: string }[])[0]?.firstMonth;
  expect(all).toBe(`${first} to 2026-02`);
});

it('asked again in the next month it is still the same question, and has the same answer', async () => {
  const asked = await order('year');
  // A minute before April and a minute after.
  await rig.clock.hand.advance(Date.parse('2026-03-31T23:59:00+08:00') - rig.clock.now());
  const late = { ...asked, startedAt: rig.clock.now() };
  const first = await counter.ask(late);
  await rig.clock.hand.advance(120_000);
  expect(first.requested.ok).toBe(true);
  expect(await counter.ask(late)).toEqual(first);
});

it.each([
  ['wrongPerson', 'city-wrong-person'],
  ['stale', 'city-unavailable'],
  ['unavailable', 'city-unavailable'],
] as const)('nothing is issued where the records are %s', async (kind, problem) => {
  const asked = await order('year');
  rig.simulator.setFaults([{ operation: 'payments.records', kind, times: null, ms: 0 }]);
  const { requested, paper } = await counter.ask(asked);
  expect(requested).toMatchObject({ ok: false, problem });
  expect(paper).toBeNull();
  expect(Object.keys(rig.simulator.state().answers).filter((name) => name.includes('certificate'))).toEqual(
    [],
  );
});
