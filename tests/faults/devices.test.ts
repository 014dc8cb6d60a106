import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import type { KioskView } from '../../contract/view.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

/**
 * Devices that fail before and in the middle of their work, at the other end of the real wire: what the
 * citizen is told, what the log says, and that the kiosk is open again afterwards.
 */

let kiosk: TestKiosk;
const reader = 'id-card';
const printer = 'ticket-printer';

beforeAll(async () => {
  kiosk = await startKiosk({ timeouts: { thanksMs: 1000, takeMs: 3000 } });
});
afterAll(async () => {
  // No log field was ever refused, whatever happened above.
  const refused = kiosk.logged('log.field-refused');
  const faults = kiosk.logged('host.fault');
  await kiosk.stop();
  expect(refused).toEqual([]);
  expect(faults).toEqual([]);
});
afterEach(async () => {
  await kiosk.bench.apply(reader, 'normal');
  await kiosk.bench.apply(printer, 'normal');
  await kiosk.bench.liftCard(reader).catch(() => {});
  await expect
    .poll(
      async () => {
        if (kiosk.screen.view().screen.name !== 'attract') await kiosk.screen.send({ type: 'CANCEL' });
        return kiosk.screen.view().screen.name;
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe('attract');
});

async function readCard(card = 'citizen'): Promise<void> {
  await kiosk.screen.send({ type: 'START', itemId: 'queue-ticket' });
  await kiosk.screen.untilScreen('identify');
  await kiosk.bench.putCard(reader, card);
}

async function print(): Promise<void> {
  const { screen } = kiosk;
  await screen.untilScreen('attract');
  await screen.send({ type: 'START', itemId: 'queue-ticket' });
  await screen.send({ type: 'SKIP_IDENTITY' });
  await screen.until((view) => view.screen.name === 'choose' && view.screen.businesses.length > 0);
  await screen.send({ type: 'CHOOSE', businessId: 'general-enquiries' });
  await screen.untilScreen('confirm');
}

const told = (problem: Problem) => (view: KioskView) =>
  view.screen.name === 'identify-problem' && view.screen.problem === problem;

describe('the card reader', () => {
  it.each<[string, string, Problem, string]>([
    ['card pulled in the middle of the read', 'card-pulled-mid-read', 'card-moved', 'card.torn'],
    ['unplugged in the middle of the read', 'unplug-mid-read', 'reader-unavailable', 'device.gone'],
    ['the card cannot be read', 'read-fails', 'card-unreadable', 'read.failed'],
  ])('%s', async (_case, preset, problem, condition) => {
    await kiosk.bench.apply(reader, preset);
    await readCard();
    const { screen } = await kiosk.screen.until(told(problem));
    expect(screen).toMatchObject({ canSkip: true });
    expect(kiosk.logged('card.read-failed').at(-1)?.fields).toMatchObject({ condition });
  });

  it.each<[string, Problem]>([
    ['unknown-type', 'card-unknown'],
    ['citizen-wrong-number', 'card-invalid'],
    ['citizen-expired', 'card-expired'],
  ])('card %s', async (card, problem) => {
    await readCard(card);
    await kiosk.screen.until(told(problem));
    await kiosk.bench.liftCard(reader);
    // Another card goes on at once.
    await kiosk.bench.putCard(reader, 'citizen');
    expect((await kiosk.screen.untilScreen('choose')).person?.name).toBe('样*甲');
  });

  it.each(['garbage-before-frame', 'one-byte-chunks', 'merged-frames', 'duplicate-reply'])(
    '%s: the read succeeds all the same',
    async (preset) => {
      await kiosk.bench.apply(reader, preset);
      await readCard();
      const { screen } = await kiosk.screen.until(({ screen: { name } }) => name === 'choose');
      expect(screen).toMatchObject({ person: { name: '样*甲' } });
    },
  );

  it.each(['bad-checksum', 'truncated-frame'])(
    '%s: told apart from a good reply, and can be tried again',
    async (preset) => {
      await kiosk.bench.apply(reader, preset);
      await readCard();
      expect(await kiosk.screen.untilScreen('identify-problem', 15_000)).toMatchObject({ canRetry: true });
      await kiosk.bench.apply(reader, 'normal');
      await kiosk.bench.liftCard(reader);
      await kiosk.bench.putCard(reader, 'citizen');
      expect((await kiosk.screen.untilScreen('choose')).person?.name).toBe('样*甲');
    },
  );
});

describe('the ticket printer, before the ticket', () => {
  it.each<[string, Problem, string]>([
    ['paper-out', 'printer-paper-out', 'paper.out'],
    ['cover-open', 'printer-cover-open', 'cover.open'],
    ['cutter-fault', 'printer-fault', 'cutter.fault'],
  ])(
    '%s: the kiosk closes, says why, and opens by itself when it is put right',
    async (preset, problem, condition) => {
      await kiosk.bench.apply(printer, preset);
      const closed = await kiosk.screen.untilScreen('out-of-service');
      expect(closed.problem).toBe(problem);
      expect(kiosk.logged('device.condition.raised').at(-1)?.fields).toMatchObject({
        condition,
        severity: 'error',
      });
      expect(await kiosk.screen.send({ type: 'START', itemId: 'queue-ticket' })).toMatchObject({
        accepted: false,
        reason: 'unavailable',
      });
      await kiosk.bench.apply(printer, 'normal');
      await kiosk.screen.untilScreen('attract');
    },
  );

  it.each<[string, Problem]>([
    ['paper-out', 'printer-paper-out'],
    ['cover-open', 'printer-cover-open'],
  ])(
    '%s while the citizen confirms: no number is taken, and it goes on when it is put right',
    async (preset, problem) => {
      await print();
      const before = kiosk.query('SELECT * FROM number').length;
      const raised = kiosk.logged('device.condition.raised').length;
      await kiosk.bench.apply(printer, preset);
      await expect.poll(() => kiosk.logged('device.condition.raised').length).toBeGreaterThan(raised);
      await kiosk.screen.send({ type: 'PRINT' });
      const shown = await kiosk.screen.untilScreen('print-problem');
      expect(shown).toMatchObject({ problem, ticket: null, canRetry: false });
      expect(kiosk.query('SELECT * FROM number')).toHaveLength(before);
      await kiosk.bench.apply(printer, 'normal');
      await kiosk.screen.until(({ screen }) => screen.name === 'print-problem' && screen.canRetry);
      await kiosk.screen.send({ type: 'RETRY' });
      expect(await kiosk.screen.untilScreen('take')).toMatchObject({ outcome: 'printed' });
    },
  );
});

describe('the ticket printer, in the middle of the ticket', () => {
  it.each<[string, string]>([
    ['paper-out-mid-ticket', 'paper.out'],
    ['cover-open-mid-ticket', 'cover.open'],
    ['cutter-fault-mid-ticket', 'cutter.fault'],
    ['unplug-mid-ticket', 'device.gone'],
    ['power-cycle-mid-ticket', 'device.gone'],
  ])('%s: the number stays valid and on the screen, and is never printed again', async (preset, reason) => {
    await print();
    await kiosk.bench.clearTickets(printer);
    await kiosk.bench.apply(printer, preset);
    await kiosk.screen.send({ type: 'PRINT' });
    const taken = await kiosk.screen.untilScreen('take', 20_000);
    expect(taken).toMatchObject({ outcome: 'uncertain', card: 'none' });
    const number = taken.ticket?.number;
    expect(number).toMatch(/^F\d{3}$/);
    expect(kiosk.logged('ticket.uncertain').at(-1)?.fields).toMatchObject({ number, reason });
    await kiosk.bench.apply(printer, 'normal');
    await kiosk.screen.send({ type: 'DONE' });
    await kiosk.screen.untilScreen('attract');
    // Without its line the printer may finish what it has; nothing of it may come out later, for somebody else.
    const whole = (await kiosk.bench.tickets(printer)).filter(({ qr }) =>
      qr.some((data) => data.endsWith(`:${number}`)),
    );
    expect(whole.length).toBeLessThanOrEqual(preset === 'unplug-mid-ticket' ? 1 : 0);
    await print();
    await kiosk.screen.send({ type: 'PRINT' });
    const next = await kiosk.screen.untilScreen('take', 20_000);
    const last = (await kiosk.bench.tickets(printer)).at(-1);
    expect(last?.lines.filter((line) => /^[A-F]\d{3}$/.test(line.trim()))).toEqual([next.ticket?.number]);
  });

  it('silent: the citizen is not left waiting, and the log says so', async () => {
    await print();
    await kiosk.bench.apply(printer, 'silent');
    await kiosk.screen.send({ type: 'PRINT' });
    const { screen } = await kiosk.screen.until(
      ({ screen: { name } }) => name === 'print-problem' || name === 'take',
      20_000,
    );
    expect(screen.name).toBe('print-problem');
    expect(kiosk.logged('ticket.not-sent').at(-1)?.fields).toMatchObject({ reason: 'device.silent' });
  });
});

it('two taps at once on "print": one ticket, the second tap is answered "busy"', async () => {
  await print();
  await kiosk.bench.clearTickets(printer);
  const answers = await Promise.all([
    kiosk.screen.send({ type: 'PRINT' }),
    kiosk.screen.send({ type: 'PRINT' }),
  ]);
  expect(answers).toMatchObject([{ accepted: true }, { accepted: false, reason: 'busy' }]);
  await kiosk.screen.untilScreen('take');
  expect(await kiosk.bench.tickets(printer)).toHaveLength(1);
});
