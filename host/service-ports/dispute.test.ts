import { afterEach, beforeEach, expect, it } from 'vitest';
import refusals from '../../assets/catalogue/refusals.json' with { type: 'json' };
import { data } from '../../platform/testing/expect-result.ts';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { createDispute } from './dispute.ts';
import { made, openCounter } from './testing/counter.ts';
import { asking, byCard } from './testing/visitors.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
});
afterEach(() => rig.listening.close());

const signal = new AbortController().signal;
type Input = Parameters<ReturnType<typeof createDispute>>[0];

function dispute(change: Partial<Input> = {}) {
  const { consents: _consents, ...who } = asking('elder-allowance', byCard(rig.person('样例甲')));
  const field = 'householdAddress';
  const input = {
    ...who,
    opId: '00000000000000c0-1',
    subject: null,
    field,
    shown: '示例路1号',
    claimed: null,
  };
  return createDispute({ platform: rig.platform(), outbox: counter.outbox })({ ...input, ...change }, signal);
}

it('has a receipt and a day by which the city answers', async () => {
  expect(await dispute()).toEqual({
    ok: true,
    receipt: expect.stringMatching(/^YC-20260304-\d{6}$/),
    dueOn: '2026-03-11',
  });
  const { subject } = rig.person('样例甲');
  const { disputes } = data(await rig.platform().disputes.list({ subject }));
  expect(disputes.map(({ place }) => place)).toEqual([{ of: 'elder-allowance', field: 'householdAddress' }]);
});

it('is raised once when its answer is lost', async () => {
  const count = await made(rig.simulator.city, async () => {
    rig.simulator.setFaults([{ operation: 'disputes.raise', kind: 'hangUp', times: 3, ms: 0 }]);
    expect(await dispute()).toEqual({ ok: true, receipt: null, dueOn: null });
    await counter.settled();
    expect(await dispute()).toMatchObject({ ok: true });
  });
  expect(count).toBe(1);
});

it('that is being looked at already is told so, also when the words have changed', async () => {
  expect(await dispute()).toMatchObject({ ok: true });
  const refused = {
    ok: false,
    problem: 'city-refused',
    reason: refusals['disputes.raise.alreadyRaised'],
    retry: false,
  };
  expect(await dispute({ opId: '00000000000000c0-2', claimed: '示例路2号' })).toEqual(refused);
  expect(await dispute({ opId: '00000000000000c0-3' })).toEqual(refused);
});

it('about another person is nobody’s', async () => {
  rig.simulator.strike('disputes.raise', 'wrongPerson');
  expect(await dispute()).toMatchObject({ ok: false, problem: 'city-wrong-person' });
});

it('a field that was filled in by hand has no source to dispute', async () => {
  await expect(dispute({ field: 'applicant' })).rejects.toThrow('comes from nowhere');
});
