import { afterEach, describe, expect, it } from 'vitest';
import type { KioskView } from '../../contract/view.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

/**
 * `kill -9` of the host in every step: the same step comes back, no number is given twice, no ticket is
 * printed twice, and the journal ends up settled.
 */

let kiosk: TestKiosk;

afterEach(async () => {
  await kiosk.stop();
});

const reader = 'id-card';
const printer = 'ticket-printer';

async function killHost(): Promise<void> {
  const before = kiosk.hostPid();
  process.kill(before, 'SIGKILL');
  await kiosk.screen.lost();
}

const chosen = (view: KioskView) => view.screen.name === 'choose' && view.screen.businesses.length > 0;

/** From attract to `name`, as a citizen with a card would go. */
async function goTo(name: string): Promise<void> {
  const { screen, bench } = kiosk;
  await screen.untilScreen('attract');
  if (name === 'attract') return;
  await screen.send({ type: 'START', itemId: 'queue-ticket' });
  await screen.until((view) => view.screen.name === 'identify' && view.screen.phase === 'waiting');
  if (name === 'identify, waiting') return;
  await bench.putCard(reader, 'citizen');
  await screen.until((view) => view.screen.name === 'identify' && view.screen.phase === 'reading');
  if (name === 'identify, reading') return;
  await screen.until(chosen);
  if (name === 'choose') return;
  await choose();
  if (name === 'confirm') return;
  await screen.send({ type: 'PRINT' });
  if (name === 'issuing') {
    await screen.until((view) => view.screen.name === 'issuing' && view.screen.number !== null);
    return;
  }
  await screen.untilScreen('take', 20_000);
  if (name === 'take') return;
  await bench.liftCard(reader);
  await screen.until((view) => view.screen.name === 'take' && view.screen.card === 'taken');
  await screen.send({ type: 'DONE' });
  await screen.untilScreen('thanks');
}

async function choose(): Promise<void> {
  const { screen } = kiosk;
  await screen.send({ type: 'CHOOSE', businessId: 'social-insurance' });
  await screen.untilScreen('confirm');
}

/** From wherever the kiosk is, back to attract. */
async function finish(): Promise<void> {
  const { screen, bench } = kiosk;
  for (;;) {
    const { screen: now } = await screen.until(
      ({ screen: { name } }) => name !== 'starting' && name !== 'ending',
    );
    switch (now.name) {
      case 'attract':
        return;
      case 'identify':
        if (now.phase === 'waiting') await bench.putCard(reader, 'citizen');
        break;
      case 'choose':
        await screen.until(chosen);
        await choose();
        break;
      case 'confirm':
        await screen.send({ type: 'PRINT' });
        break;
      case 'take':
        if (now.card === 'on-reader') await bench.liftCard(reader);
        else await screen.send({ type: 'DONE' });
        break;
      case 'identify-problem':
      case 'print-problem':
        await screen.send({ type: 'CANCEL' });
        break;
      case 'issuing':
      case 'thanks':
        break;
      default:
        throw new Error(`the kiosk went to ${now.name}`);
    }
    await screen.until((view) => JSON.stringify(view.screen) !== JSON.stringify(now), 20_000);
  }
}

interface NumberRow {
  number: string;
  state: string;
  reason: string | null;
}

async function expectNothingDoubled(): Promise<NumberRow[]> {
  const numbers = kiosk.query<NumberRow>(
    'SELECT prefix || sequence AS number, state, reason FROM number ORDER BY prefix, sequence',
  );
  expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length);
  for (const { state, reason } of numbers) {
    expect(['printed', 'uncertain', 'void']).toContain(state);
    if (state === 'void') expect(reason).not.toBeNull();
  }
  const open = kiosk.query("SELECT * FROM journal WHERE state IN ('prepared', 'dispatched', 'failed')");
  expect(open).toEqual([]);
  // Every piece of paper names its number in its QR; a remnant without one is no ticket.
  const onPaper = (await kiosk.bench.tickets(printer)).flatMap(({ qr }) => qr);
  expect(new Set(onPaper).size).toBe(onPaper.length);
  expect(onPaper.length).toBeLessThanOrEqual(numbers.filter(({ state }) => state !== 'void').length);
  return numbers;
}

describe('kill -9 of the host', () => {
  it.each(['attract', 'identify, waiting', 'identify, reading', 'choose', 'confirm', 'take', 'thanks'])(
    'in %s: the same step comes back and the session ends well',
    async (step) => {
      kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
      await goTo(step);
      const before = kiosk.screen.view();
      await killHost();
      const after = await kiosk.screen.until(({ screen }) => screen.name !== 'starting');
      expect(after.screen.name).toBe(before.screen.name);
      await finish();
      const numbers = await expectNothingDoubled();
      expect(numbers.map(({ state }) => state)).toEqual(step === 'attract' ? [] : ['printed']);
      if (step !== 'attract') expect(kiosk.logged('session.resumed')).toHaveLength(1);
    },
  );

  it('in the middle of a ticket: it is not printed again, the number stays valid and stands on the screen', async () => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    await goTo('issuing');
    await killHost();
    const taken = await kiosk.screen.untilScreen('take', 20_000);
    expect(taken.outcome).toBe('uncertain');
    expect(taken.ticket?.number).toBe('A001');
    await finish();
    expect((await expectNothingDoubled()).map(({ state }) => state)).toEqual(['uncertain']);
    expect(kiosk.logged('journal.reconciled')).toHaveLength(1);
  });

  // The moments after the tap, from before the number is taken to behind the last byte.
  it.each([0, 2, 5, 10, 20, 40, 80, 160, 320, 640])('%i ms after "print"', async (afterMs) => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    await goTo('confirm');
    const pid = kiosk.hostPid();
    const tapped = performance.now();
    void kiosk.screen.send({ type: 'PRINT' });
    while (performance.now() - tapped < afterMs) await new Promise(setImmediate);
    process.kill(pid, 'SIGKILL');
    await kiosk.screen.lost();
    await kiosk.screen.until(({ screen }) => screen.name !== 'starting');
    await finish();
    expect((await expectNothingDoubled()).length).toBeLessThanOrEqual(1);
  });

  it('a session that takes the host down again and again is ended, and the kiosk is open again', async () => {
    kiosk = await startKiosk({ timeouts: { thanksMs: 1000 } });
    await goTo('choose');
    for (let crash = 0; crash < 4; crash += 1) {
      await killHost();
      await kiosk.screen.until(({ screen }) => screen.name !== 'starting');
    }
    expect(kiosk.screen.view().screen.name).toBe('attract');
    expect(kiosk.logged('session.not-resumed')).toEqual([
      { session: null, fields: { resumeRefusal: 'too-often' } },
    ]);
  });
});
