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

const dispute: Visit = {
  itemId: 'data-dispute',
  card: 'citizen-moved',
  values: { source: 'register', entry: '户籍地址', shownValue: '样例路一号' },
};

let kiosk: TestKiosk;
beforeAll(async () => {
  kiosk = await startKiosk({ timeouts });
  await kiosk.screen.untilScreen('attract');
}, 30_000);
afterAll(() => kiosk.stop());

const attract = async () => {
  const { items } = await kiosk.screen.untilScreen('attract');
  return new Map(items.map((item) => [item.id, item]));
};

/** The item as its theme shows it. */
const found = async (itemId: string) => {
  await kiosk.screen.send({ type: 'BROWSE', theme: 'seniors', text: '', from: 0 });
  const { screen } = await kiosk.screen.until(({ screen: { name } }) => name === 'browse');
  await kiosk.screen.send({ type: 'HOME' });
  return screen.name === 'browse' ? screen.items.find(({ id }) => id === itemId) : undefined;
};

it('what was signed is kept and sent when the system is back', async () => {
  await kiosk.city().setFaults([{ operation: 'intake.*', kind: 'unavailable', times: null }]);
  const { screen } = await visit(pointOf(kiosk), allowance, ({ screen: { name } }) => name === 'result');
  expect(screen).toMatchObject({ name: 'result', result: { sent: 'later', qr: null }, paper: 'none' });
  await visit(pointOf(kiosk), allowance, ({ screen: { name } }) => name === 'attract');
  expect(kiosk.logged('service.requested').at(-1)?.fields).toMatchObject({ sent: 'later' });

  // What was just found away is told before anybody begins.
  expect(await found('elder-allowance')).toMatchObject({ unavailable: null, later: true });
}, 90_000);

it('with no system there at all, what cannot be finished is not begun, and the rest is', async () => {
  await kiosk.city().setFaults([{ operation: '*', kind: 'unavailable', times: null }]);
  // The seal on a signature needs somebody whom the city knows: nothing is asked that would be lost.
  const { screen } = await visit(
    pointOf(kiosk),
    allowance,
    ({ screen: { name } }) => name === 'service-problem' || name === 'field',
  );
  expect(screen).toMatchObject({ name: 'service-problem', problem: 'city-unavailable' });
  await kiosk.screen.send({ type: 'CANCEL' });
  await visit(pointOf(kiosk), allowance, ({ screen: { name } }) => name === 'attract');
  const doesNotAnswer = { reason: { en: expect.stringContaining('does not answer') as string } };
  const items = await attract();
  expect(items.get('payment-record')?.unavailable).toMatchObject(doesNotAnswer);
  expect(await found('elder-allowance')).toMatchObject({ unavailable: doesNotAnswer });
  expect(items.get('queue-ticket')?.unavailable).toBeNull();
  expect(await kiosk.screen.send({ type: 'START', itemId: 'payment-record' })).toMatchObject({
    accepted: false,
    reason: 'unavailable',
  });

  const { screen: result } = await visit(
    pointOf(kiosk),
    dispute,
    ({ screen: { name } }) => name === 'result',
  );
  expect(result).toMatchObject({ name: 'result', result: { sent: 'later', qr: null } });
  await visit(pointOf(kiosk), dispute, ({ screen: { name } }) => name === 'attract');
}, 90_000);

it('goes out once, in its order, when the line is back', async () => {
  const answers = async () => ((await kiosk.city().state()) as { answers: Record<string, unknown> }).answers;
  expect(Object.keys(await answers())).not.toContain('intake.submit');
  await kiosk.city().setFaults([]);
  const entries = () =>
    kiosk.query<{ port: string; state: string }>(
      "SELECT port, state FROM outbox WHERE port IN ('intake', 'disputes') ORDER BY rowid",
    );
  await expect.poll(entries, { timeout: 60_000 }).toEqual([
    { port: 'intake', state: 'sent' },
    { port: 'disputes', state: 'sent' },
  ]);
  // Neither what was typed nor who it was stands anywhere in clear.
  const kept = JSON.stringify(kiosk.query('SELECT key, port, operation, reference FROM outbox'));
  expect(['样例甲', '13900000000', '6222'].filter((secret) => kept.includes(secret))).toEqual([]);
}, 90_000);
