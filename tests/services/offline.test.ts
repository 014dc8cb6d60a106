import { afterAll, beforeAll, expect, it } from 'vitest';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { pointOf, visit, type Visit } from '../support/service-citizen.ts';

/** The city is away: what can be done is done and labelled, and what was handed in goes out once, in order. */

const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };
const byHand = {
  applicant: 'self',
  householdAddress: '上海市示例区样例路 1 号',
  residenceAddress: '310109901-1-101',
  phone: '13900000000',
  bank: 'icbc',
  bankCard: '6222020000000007',
  otherAllowance: 'none',
};
const allowance: Visit = { itemId: 'elder-allowance', values: byHand };

let kiosk: TestKiosk;
beforeAll(async () => {
  kiosk = await startKiosk({ timeouts });
  await kiosk.screen.untilScreen('attract');
}, 30_000);
afterAll(() => kiosk.stop());

const answers = async () => ((await kiosk.city().state()) as { answers: Record<string, unknown> }).answers;
const attract = async () => {
  const { items } = await kiosk.screen.untilScreen('attract');
  return new Map(items.map((item) => [item.id, item]));
};

it('an application is kept and sent when the line is back, and a record says why it cannot be had', async () => {
  await kiosk.city().setFaults([{ operation: '*', kind: 'unavailable', times: null }]);
  const { screen } = await visit(pointOf(kiosk), allowance, ({ screen: { name } }) => name === 'result');
  expect(screen).toMatchObject({ name: 'result', result: { sent: 'later', qr: null }, paper: 'none' });
  await visit(pointOf(kiosk), allowance, ({ screen: { name } }) => name === 'attract');
  expect(kiosk.logged('service.requested').at(-1)?.fields).toMatchObject({ sent: 'later' });

  // What was just found away is told before anybody begins.
  const items = await attract();
  expect(items.get('payment-record')?.unavailable).toMatchObject({
    reason: { en: expect.stringContaining('does not answer') as string },
  });
  expect(items.get('queue-ticket')?.unavailable).toBeNull();
  expect(await kiosk.screen.send({ type: 'START', itemId: 'payment-record' })).toMatchObject({
    accepted: false,
    reason: 'unavailable',
  });
  await kiosk.screen.send({ type: 'BROWSE', theme: 'seniors', text: '', from: 0 });
  const { screen: browse } = await kiosk.screen.until(({ screen: { name } }) => name === 'browse');
  expect(browse.name === 'browse' && browse.items.find(({ id }) => id === 'elder-allowance')).toMatchObject({
    unavailable: null,
    later: true,
  });
  await kiosk.screen.send({ type: 'HOME' });

  expect((await answers())['intake.submit']).toBeUndefined();
  await kiosk.city().setFaults([]);
  await expect.poll(() => kiosk.logged('outbox.sent').length, { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  expect(kiosk.query<{ state: string }>("SELECT state FROM outbox WHERE port = 'intake'")).toEqual([
    { state: 'sent' },
  ]);
  // Neither what was typed nor who it was stands anywhere in clear.
  const kept = JSON.stringify(kiosk.query('SELECT key, port, operation, reference FROM outbox'));
  expect(['样例甲', '13900000000', '6222'].filter((secret) => kept.includes(secret))).toEqual([]);
}, 90_000);
