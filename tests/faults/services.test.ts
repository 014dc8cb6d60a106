import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScreenName } from '../../contract/view.ts';
import { ports } from '../../platform/ports/index.ts';
import type { CityFault } from '../support/city-control.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { pointOf, visit, type Visit } from '../support/service-citizen.ts';

/** Service items on a whole kiosk against the simulated city, with everything that a citizen or the city may do wrong. */

const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };
const printer = 'document-printer';

let kiosk: TestKiosk;
beforeAll(async () => {
  kiosk = await startKiosk({ timeouts });
  await kiosk.screen.untilScreen('attract');
}, 30_000);
afterAll(() => kiosk.stop());
beforeEach(async () => {
  await kiosk.city().setFaults([]);
  await kiosk.bench.apply(printer, 'normal');
});

const jobs = () => {
  const device = kiosk.bench.state().find(({ id }) => id === printer);
  return device?.role === printer ? Number(device.facts['jobs']) : 0;
};
const to = (plan: Visit, ...names: ScreenName[]) =>
  visit(pointOf(kiosk), plan, ({ screen }) => names.includes(screen.name));
const home = (plan: Visit) => to(plan, 'attract');

const records: Visit = {
  itemId: 'payment-record',
  card: 'citizen-moved',
  values: { insurances: ['pension'], span: 'year' },
};

describe('whoever may not', () => {
  it('is told at once that they are too young, and nothing is asked of the city', async () => {
    const plan = { itemId: 'offline-code', card: 'citizen-moved' };
    const { screen } = await to(plan, 'blocked');
    expect(screen).toMatchObject({ name: 'blocked', canChange: true });
    expect(JSON.stringify(screen)).toContain('60');
    await kiosk.screen.send({ type: 'CANCEL' });
    await home(plan);
    expect(kiosk.logged('service.requested')).toEqual([]);
  });

  it('shows an expired card and comes no further', async () => {
    const plan = { itemId: 'payment-record', card: 'citizen-expired' };
    const { screen } = await to(plan, 'identify-problem');
    expect(screen).toMatchObject({ problem: 'card-expired', canRetry: false });
    await kiosk.screen.send({ type: 'CANCEL' });
    await home(plan);
  });
});

describe('a touch too many', () => {
  it('submits once', async () => {
    await to(records, 'review');
    const before = jobs();
    const answers = await Promise.all([1, 2, 3].map(() => kiosk.screen.send({ type: 'SUBMIT' })));
    expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1);
    await to(records, 'result');
    expect(jobs()).toBe(before + 1);
    await home(records);
  });
});

/** What the payment record asks of the city, in its order. */
const asked = ['identity.identify', 'payments.summary', 'payments.certificate', 'payments.records'];

describe.each(asked)('the city answers %s', (operation) => {
  const fault = (kind: CityFault['kind'], times: number | null = null): CityFault => ({
    operation,
    kind,
    times,
  });

  it('about somebody else: nothing of it is shown or printed', async () => {
    await kiosk.city().setFaults([fault('wrongPerson')]);
    const before = jobs();
    const { screen } = await to(records, 'service-problem', 'result');
    expect(screen).toMatchObject({ name: 'service-problem', problem: 'city-wrong-person' });
    await kiosk.screen.send({ type: 'CANCEL' });
    await home(records);
    expect(jobs()).toBe(before);
  });

  it('not at all: it is told, and can be tried again', async () => {
    await kiosk.city().setFaults([fault('unavailable')]);
    const { screen } = await to(records, 'service-problem', 'result');
    expect(screen).toMatchObject({ name: 'service-problem', problem: 'city-unavailable', canRetry: true });
    await kiosk.city().setFaults([]);
    await to(records, 'result');
    await home(records);
  });

  it('and the answer is lost: the citizen notices nothing but time', async () => {
    await kiosk.city().setFaults([fault('hangUp', 1)]);
    const before = jobs();
    await to(records, 'result');
    await home(records);
    expect(jobs()).toBe(before + 1);
  });
});

it('every operation above exists', () => {
  for (const name of asked) {
    const [port = '', operation = ''] = name.split('.');
    expect(Object.keys(ports[port as keyof typeof ports].operations)).toContain(operation);
  }
});
