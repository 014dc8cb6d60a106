import { expect } from 'vitest';
import defaults from '../../assets/config/default.json' with { type: 'json' };
import type { KioskView } from '../../contract/view.ts';
import type { TestKiosk } from './kiosk.ts';

/** What a citizen with a card does, and what must be true of the paper and the numbers afterwards. */

export const reader = 'id-card';
export const printer = 'ticket-printer';

/** The usual devices, with a printer that holds the ticket at its mouth. */
export const withPresenter = defaults.devices.map((device) =>
  device.role === 'ticket-printer' ? { ...device, profile: 'custom-vkp80iii' } : device,
);

const chosen = (view: KioskView) => view.screen.name === 'choose' && view.screen.businesses.length > 0;

/** From attract to `name`. */
export async function goTo({ screen, bench }: TestKiosk, name: string): Promise<void> {
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
  await choose(screen);
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

async function choose(screen: TestKiosk['screen']): Promise<void> {
  await screen.send({ type: 'CHOOSE', businessId: 'social-insurance' });
  await screen.untilScreen('confirm');
}

/** From wherever the kiosk is, back to attract. */
export async function finish({ screen, bench }: TestKiosk): Promise<void> {
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
        await choose(screen);
        break;
      case 'confirm':
        await screen.send({ type: 'PRINT' });
        break;
      case 'take':
        if (now.card === 'on-reader') await bench.liftCard(reader);
        else await screen.send({ type: 'DONE' });
        break;
      case 'identify-problem':
        await screen.send({ type: 'CANCEL' });
        break;
      case 'print-problem':
        await screen.send({ type: now.canRetry ? 'RETRY' : 'CANCEL' });
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

export interface NumberRow {
  number: string;
  state: string;
  reason: string | null;
}

export async function expectNothingDoubled(kiosk: TestKiosk): Promise<NumberRow[]> {
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

/** Every session that began has one end in the log, and only those have. */
export function expectSessionsEnded(kiosk: TestKiosk): void {
  const sessions = (event: string) => kiosk.logged(event).map(({ session }) => session);
  expect(sessions('session.ended')).toEqual(sessions('session.started'));
}
