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

async function submitted() {
  const { requested, paper } = await counter.ask(order);
  if (!requested.ok || paper?.on !== 'a4') throw new Error(JSON.stringify(requested));
  return { result: requested.result, caseNumber: paper.document.number };
}

const find = (caseNumber: string) =>
  rig.platform().archive.find({ subject: order.subject ?? '', caseNumber });

it('a finished case has its package: form, signature, receipt and what happened', async () => {
  const { caseNumber } = await submitted();
  expect(data(await find(caseNumber)).entries).toBe(4);
});

describe.each(['unavailable', 'wrongPerson', 'malformed'] as const)('an archive that is %s', (kind) => {
  it('does not fail the case; its package waits and is then deposited once', async () => {
    rig.simulator.setFaults([{ operation: 'archive.deposit', kind, times: null, ms: 0 }]);
    const { caseNumber } = await submitted();
    const [deposit] = counter.deposits;
    if (!deposit) throw new Error('nothing waits');
    expect(deposit.request.caseNumber).toBe(caseNumber);
    // Names and digests, and no word of what was filled in.
    expect(JSON.stringify(deposit)).not.toContain(order.person?.name);
    rig.simulator.setFaults([]);
    await rig.clock.hand.advance(60_000);
    const { archive } = rig.platform();
    const sealed = await archive.deposit(deposit.request, { key: deposit.key });
    expect(await archive.deposit(deposit.request, { key: deposit.key })).toEqual(sealed);
    expect(data(await find(caseNumber)).archiveNumber).toBe(data(sealed).archiveNumber);
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
