import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { goTo, printer, reader, withPresenter } from '../support/citizen.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

/** A printer with a presenter at the other end of the real wire: the next person never gets the ticket of this one. */

let kiosk: TestKiosk;
const timeouts = { thanksMs: 1000, takeMs: 3000 };

beforeAll(async () => {
  kiosk = await startKiosk({ timeouts, devices: withPresenter });
});
afterAll(async () => {
  const faults = [...kiosk.logged('host.fault'), ...kiosk.logged('log.field-refused')];
  await kiosk.stop();
  expect(faults).toEqual([]);
});
afterEach(async () => {
  await kiosk.bench.apply(printer, 'normal');
  await kiosk.bench.clearTickets(printer);
});

const raised = (condition: string) =>
  kiosk.logged('device.condition.raised').filter(({ fields }) => fields['condition'] === condition);

it('the ticket is taken from the mouth, and the session ends without a touch', async () => {
  await goTo(kiosk, 'take');
  await kiosk.bench.liftCard(reader);
  await expect.poll(() => raised('ticket.presented')).toHaveLength(1);
  await kiosk.bench.clearTickets(printer);
  await kiosk.screen.untilScreen('thanks');
  await kiosk.screen.untilScreen('attract');
  expect(kiosk.logged('ticket.retracted')).toEqual([]);
});

it('a ticket that is left at the mouth is taken back before the next session', async () => {
  await goTo(kiosk, 'thanks');
  expect(kiosk.logged('ticket.retracted')).toEqual([]);
  await kiosk.screen.untilScreen('attract');
  expect(kiosk.logged('ticket.retracted')).toHaveLength(1);
  await goTo(kiosk, 'identify, waiting');
  await kiosk.screen.send({ type: 'CANCEL' });
  await kiosk.screen.untilScreen('attract');
});

it('a jam on the way back is told to staff, and the kiosk says that it cannot print', async () => {
  const earlier = raised('ticket.presented').length;
  await goTo(kiosk, 'take');
  await expect.poll(() => raised('ticket.presented').length).toBe(earlier + 1);
  await kiosk.bench.liftCard(reader);
  await kiosk.bench.apply(printer, 'presenter-jam');
  await kiosk.screen.until((view) => view.screen.name === 'take' && view.screen.card === 'taken');
  await kiosk.screen.send({ type: 'DONE' });
  await kiosk.screen.untilScreen('thanks');
  await kiosk.screen.untilScreen('out-of-service', 20_000);
  expect(kiosk.logged('ticket.retract-failed')).toMatchObject([
    { fields: { device: printer, condition: 'paper.jam' } },
  ]);
  await kiosk.bench.apply(printer, 'normal');
  await kiosk.screen.untilScreen('attract');
});
