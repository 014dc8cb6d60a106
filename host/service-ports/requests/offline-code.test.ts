import { afterEach, beforeEach, expect, it } from 'vitest';
import { data } from '../../../platform/testing/expect-result.ts';
import { openRig, type Rig } from '../../../platform/testing/rig.ts';
import { made, openCounter, orderOf } from '../testing/counter.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
});
afterEach(() => rig.listening.close());

const order = (variant: string) =>
  orderOf(rig, 'offline-code', rig.person('样例甲'), { variant, values: { purpose: 'daily' } });

async function current() {
  const { subject } = rig.person('样例甲');
  return data(await rig.platform().codes.offline({ subject })).current?.serial;
}

it.each(['issue', 'renew'])('%s: the first code, and then one in its place', async (variant) => {
  const first = await counter.ask(await order(variant));
  expect(first.requested.ok).toBe(true);
  const before = await current();
  const second = await counter.ask(await order(variant));
  expect(second.requested.ok).toBe(true);
  expect(await current()).not.toBe(before);
});

it('one whose answer was lost is not replaced by another, though the city has a code by then', async () => {
  await counter.ask(await order('issue'));
  const asked = await order('renew');
  const count = await made(rig.simulator.city, async () => {
    rig.simulator.setFaults([{ operation: 'codes.issueOffline', kind: 'hangUp', times: 3, ms: 0 }]);
    expect((await counter.ask(asked)).requested.ok).toBe(false);
    await rig.clock.hand.advance(60_000);
    expect((await counter.ask(asked)).requested.ok).toBe(true);
  });
  expect(count).toBe(1);
});
