/** What comes after a case was made can fail, and the case stands. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { data } from '../../platform/testing/expect-result.ts';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import type { RequestOrder } from './requests/asked.ts';
import { openCounter, orderOf } from './testing/counter.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
let order: RequestOrder;
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
  order = await orderOf(rig, 'elder-allowance', rig.person('样例甲'), {
    values: { applicant: 'self' },
    signature: 'QM-1',
  });
});
afterEach(() => rig.listening.close());

async function submitted(asked = order) {
  const { requested, paper } = await counter.ask(asked);
  if (!requested.ok || paper?.on !== 'a4') throw new Error(JSON.stringify(requested));
  return { result: requested.result, caseNumber: paper.document.number };
}

const find = (caseNumber: string) =>
  rig.platform().archive.find({ subject: order.subject ?? '', caseNumber });

it('a finished case has its package: form, signature, receipt and what happened', async () => {
  const { caseNumber } = await submitted();
  await counter.settled();
  expect(data(await find(caseNumber)).entries).toBe(4);
});

describe.each(['unavailable', 'hangUp'] as const)('an archive that is %s', (kind) => {
  it('does not fail the case; its package waits and is then deposited once', async () => {
    rig.simulator.setFaults([{ operation: 'archive.deposit', kind, times: null, ms: 0 }]);
    const { caseNumber } = await submitted();
    expect(counter.outbox.pending()).toBe(1);
    rig.simulator.setFaults([]);
    await counter.settled();
    expect(data(await find(caseNumber)).entries).toBe(4);
  });
});

it('the first look at its progress shows what is done next', async () => {
  const { result } = await submitted();
  expect(result.stages.map(({ title, state }) => [(title as { en: string }).en, state])).toEqual([
    ['Received', 'done'],
    ['Looked at', 'waiting'],
    ['Decided', 'waiting'],
  ]);
});

it.each(['unavailable', 'wrongPerson'] as const)(
  'of a progress that is %s nothing is shown',
  async (kind) => {
    rig.simulator.setFaults([{ operation: 'cases.progress', kind, times: null, ms: 0 }]);
    const { result } = await submitted();
    expect(result.stages).toMatchObject([{ state: 'running', date: '2026-03-11' }]);
  },
);

describe('the parts of a bundle', () => {
  const bundle = () =>
    orderOf(rig, 'newborn', rig.person('样例乙'), { values: { joinMedical: 'yes' }, signature: 'QM-2' });

  it('are with their departments, each with its own day', async () => {
    const { result } = await submitted(await bundle());
    expect(result.stages.map(({ by, state, date }) => [by, state, date])).toEqual([
      ['示例区公安分局', 'done', '2026-03-04'],
      ['示例区公安分局', 'running', '2026-03-11'],
      ['示例区医疗保障局', 'running', '2026-03-09'],
      ['示例区人力资源和社会保障局', 'running', '2026-03-18'],
      ['示例区卫生健康委员会', 'running', '2026-03-18'],
    ]);
  });

  it('move on one by one', async () => {
    const order = await bundle();
    const { caseNumber } = await submitted(order);
    await rig.clock.hand.advance(5 * 86_400_000);
    const progress = await orderOf(rig, 'case-progress', rig.person('样例乙'), {
      values: { case: caseNumber },
    });
    const { requested } = await counter.ask(progress);
    const states = requested.ok && requested.result.stages.map(({ state }) => state);
    expect(states).toEqual(['done', 'running', 'done', 'running', 'running']);
  });

  it('are those of the item while the city does not say', async () => {
    const order = await bundle();
    rig.simulator.setFaults([{ operation: 'cases.progress', kind: 'unavailable', times: null, ms: 0 }]);
    const { result } = await submitted(order);
    expect(result.stages.map(({ by }) => (by as { en: string }).en)).toEqual([
      'Public Security',
      'Healthcare Security',
      'Human Resources and Social Security',
      'Health Commission',
    ]);
  });
});
