import { afterAll, beforeAll, expect, it } from 'vitest';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { pointOf, visit, type Visit } from '../support/service-citizen.ts';

const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };
const plan: Visit = {
  itemId: 'elder-allowance',
  card: 'citizen',
  values: { applicant: 'self', otherAllowance: 'none' },
};

let kiosk: TestKiosk;
beforeAll(async () => {
  kiosk = await startKiosk({ timeouts });
  await kiosk.screen.untilScreen('attract');
}, 30_000);
afterAll(() => kiosk.stop());

it('the progress of a case by its receipt, and nobody says who it is', async () => {
  const point = pointOf(kiosk);
  const { screen } = await visit(point, plan, ({ screen: { name } }) => name === 'result');
  const receipt = screen.name === 'result' ? (screen.result.qr?.text ?? '') : '';
  await visit(point, plan, ({ screen: { name } }) => name === 'attract');
  await kiosk.screen.send({ type: 'START', itemId: 'case-progress' });
  await kiosk.screen.untilScreen('identify');
  await point.showCode(receipt);
  expect(await kiosk.screen.untilScreen('consent')).toMatchObject({ person: null });
  await kiosk.screen.send({ type: 'CONSENT', id: 'cases', given: true });
  expect(await kiosk.screen.untilScreen('result')).toMatchObject({ paper: 'printed' });
}, 60_000);
