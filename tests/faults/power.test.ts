import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KioskView } from '../../contract/view.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

/** A power cut, told by a simulated UPS over NUT's own protocol: nobody is cut off, and nothing is left behind. */

let kiosk: TestKiosk;

beforeAll(async () => {
  const simulated = { required: false, transport: { kind: 'simulator' } };
  kiosk = await startKiosk({
    timeouts: { thanksMs: 1000, takeMs: 3000 },
    devices: [
      { ...simulated, id: 'id-card', role: 'id-card', driver: 'sam', profile: 'generic-sam' },
      {
        ...simulated,
        id: 'ticket-printer',
        role: 'ticket-printer',
        driver: 'escpos',
        profile: 'generic-80mm',
        required: true,
      },
      { ...simulated, id: 'io-board', role: 'io-board', driver: 'modbus', profile: 'generic-modbus-8' },
      { ...simulated, id: 'ups', role: 'ups', driver: 'nut', profile: 'nut' },
    ],
  });
});
afterAll(async () => {
  const refused = kiosk.logged('log.field-refused');
  const faults = kiosk.logged('host.fault');
  await kiosk.stop();
  expect([...refused, ...faults]).toEqual([]);
});

const closedFor = (problem: string) => (view: KioskView) =>
  view.screen.name === 'out-of-service' && view.screen.problem === problem;

async function confirm(): Promise<void> {
  const { screen } = kiosk;
  await screen.untilScreen('attract', 20_000);
  await screen.send({ type: 'START', itemId: 'queue-ticket' });
  await screen.send({ type: 'SKIP_IDENTITY' });
  await screen.until((view) => view.screen.name === 'choose' && view.screen.businesses.length > 0);
  await screen.send({ type: 'CHOOSE', businessId: 'general-enquiries' });
  await screen.untilScreen('confirm');
}

const raised = (device: string) =>
  kiosk
    .logged('device.condition.raised')
    .filter(({ fields }) => fields['device'] === device)
    .map(({ fields }) => fields['condition']);

it('the mains go in the middle of a session: it is finished, then the kiosk closes, and opens by itself', async () => {
  await confirm();
  await kiosk.bench.apply('ups', 'on-battery');
  await expect.poll(() => raised('ups'), { timeout: 10_000 }).toEqual(['power.onBattery']);
  expect(kiosk.screen.view().screen.name).toBe('confirm');
  await kiosk.screen.send({ type: 'PRINT' });
  expect(await kiosk.screen.untilScreen('take')).toMatchObject({ outcome: 'printed' });
  await kiosk.screen.send({ type: 'DONE' });
  await kiosk.screen.until(closedFor('power-out'), 20_000);
  expect(kiosk.logged('session.ended').at(-1)?.fields).toMatchObject({ ending: 'finished' });
  expect(await kiosk.screen.send({ type: 'START', itemId: 'queue-ticket' })).toMatchObject({
    accepted: false,
    reason: 'unavailable',
  });
  expect(kiosk.logged('power.shutdown')).toEqual([]);
  await kiosk.bench.apply('ups', 'normal');
  await kiosk.screen.untilScreen('attract', 20_000);
});

it('the battery runs out in the middle of a session: it is ended and wiped, everything is written, staff read it', async () => {
  await confirm();
  await kiosk.bench.apply('ups', 'battery-low');
  await kiosk.screen.until(closedFor('power-low'), 20_000);
  const ended = kiosk.logged('session.ended').at(-1);
  expect(ended?.fields).toMatchObject({ ending: 'power' });
  await expect
    .poll(() => kiosk.logged('power.shutdown').map(({ fields }) => fields))
    .toEqual([{ device: 'ups' }]);
  expect(kiosk.logged('power.shutdown')[0]?.session).toBe(null);
  await kiosk.bench.apply('ups', 'charging');
  await kiosk.screen.untilScreen('attract', 20_000);
});

it('an open cabinet door is in the log and keeps nobody from a ticket', async () => {
  await kiosk.bench.apply('io-board', 'door-open');
  await expect.poll(() => raised('io-board'), { timeout: 5000 }).toEqual(['door.open']);
  expect(kiosk.screen.view().screen.name).toBe('attract');
});
