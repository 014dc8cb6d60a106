import { describe, expect, it } from 'vitest';
import { DeviceError } from '../drivers/contract/device-error.ts';
import { storeDeadlineMs } from './actors.ts';
import {
  Rig,
  card,
  delays,
  deviceFailure,
  down,
  item,
  ready,
  ticket,
  walk,
} from './testing/scripted-ports.ts';

const required = { ...item, id: 'required', identity: 'required' as const };

describe('the card', () => {
  it.each([
    ['card.torn', 'card-moved', true],
    ['card.none', 'card-moved', true],
    ['read.failed', 'card-unreadable', true],
    ['card.unknownType', 'card-unknown', false],
    ['sam.fault', 'reader-unavailable', true],
  ] as const)('%s is told as %s', async (condition, problem, canRetry) => {
    const rig = await Rig.open();
    await walk.reading(rig);
    await rig.fail('readCard', deviceFailure(condition));
    expect(rig.screen).toEqual({
      name: 'identify-problem',
      problem,
      ways: ['card'],
      canRetry,
      canSkip: true,
    });
  });

  it.each([
    ['invalidData', 'card-invalid'],
    ['timeout', 'reader-unavailable'],
    ['disconnected', 'reader-unavailable'],
  ] as const)('%s is told as %s', async (code, problem) => {
    const rig = await Rig.open();
    await walk.reading(rig);
    await rig.fail('readCard', new DeviceError(code, 'scripted', { effect: 'none', retry: 'safe' }));
    expect(rig.screen).toMatchObject({ name: 'identify-problem', problem });
  });

  it('laying it again reads again, and so does RETRY', async () => {
    const rig = await Rig.open();
    await walk.problem(rig);
    await rig.answer('waitForCard', undefined);
    expect(rig.screen).toMatchObject({ phase: 'reading' });
    await rig.fail('readCard', deviceFailure('read.failed'));
    expect(await rig.send({ type: 'RETRY' })).toBe('accepted');
    expect(await rig.send({ type: 'RETRY' })).toBe('busy');
    await rig.answer('readCard', card);
    expect(rig.screen).toMatchObject({ name: 'choose', person: { name: '样*甲' } });
  });

  it('that has expired is not a person: skip, or lay another', async () => {
    const rig = await Rig.open();
    await walk.reading(rig);
    await rig.answer('readCard', { ...card, validTo: '2026-01-01' });
    expect(rig.screen).toEqual({
      name: 'identify-problem',
      problem: 'card-expired',
      ways: ['card'],
      canRetry: false,
      canSkip: true,
    });
    expect(await rig.send({ type: 'RETRY' })).toBe('unavailable');
    expect(JSON.stringify(rig.kiosk.persisted())).not.toContain(card.number);
    await rig.send({ type: 'SKIP_IDENTITY' });
    expect(rig.screen).toMatchObject({ name: 'choose', person: null });
  });

  it.each(['2026-01-02', 'long-term'])('is valid on its last day (%s)', async (validTo) => {
    const rig = await Rig.open();
    await walk.reading(rig);
    await rig.answer('readCard', { ...card, validTo });
    expect(rig.name).toBe('choose');
  });

  it('cannot be skipped where the item needs it', async () => {
    const rig = await Rig.open({ items: [required] });
    await rig.send({ type: 'START', itemId: 'required' });
    expect(rig.screen).toMatchObject({ canSkip: false });
    expect(await rig.send({ type: 'SKIP_IDENTITY' })).toBe('not-now');
    await rig.device('id-card', down('reader-unavailable'));
    expect(rig.screen).toMatchObject({ name: 'identify-problem', canSkip: false, canRetry: false });
    expect(await rig.send({ type: 'CANCEL' })).toBe('accepted');
    expect(rig.name).toBe('ending');
    await rig.answer('endSession', undefined);
    expect(rig.screen).toMatchObject({ name: 'attract', items: [{ unavailable: 'reader-unavailable' }] });
  });
});

describe('the reader goes away', () => {
  it('while a card is waited for, and comes back', async () => {
    const rig = await Rig.open();
    await walk.identify(rig);
    await rig.device('id-card', down('reader-unavailable'));
    expect(rig.screen).toEqual({
      name: 'identify-problem',
      problem: 'reader-unavailable',
      ways: [],
      canRetry: false,
      canSkip: true,
    });
    await rig.device('id-card', ready);
    expect(rig.screen).toMatchObject({ name: 'identify', phase: 'waiting' });
  });

  it('while it reads: the read says so itself, the step is not jumped', async () => {
    const rig = await Rig.open();
    await walk.reading(rig);
    await rig.device('id-card', down('reader-unavailable', true));
    expect(rig.screen).toMatchObject({ name: 'identify', phase: 'reading' });
    await rig.fail('readCard', deviceFailure('device.gone'));
    expect(rig.screen).toMatchObject({ name: 'identify-problem', problem: 'reader-unavailable' });
  });

  it('after another problem: the problem becomes this one', async () => {
    const rig = await Rig.open();
    await walk.problem(rig);
    await rig.device('id-card', down('reader-unavailable'));
    expect(rig.screen).toMatchObject({ problem: 'reader-unavailable', canRetry: false });
  });

  it('before the session: it starts with the problem, skipping goes on', async () => {
    const rig = await Rig.open();
    await rig.device('id-card', down('reader-unavailable'));
    await walk.identify(rig);
    expect(rig.screen).toMatchObject({ name: 'identify-problem', problem: 'reader-unavailable' });
    expect(await rig.send({ type: 'SKIP_IDENTITY' })).toBe('accepted');
    expect(rig.name).toBe('choose');
  });
});

describe('the printer', () => {
  it.each([
    ['paper.out', 'printer-paper-out'],
    ['cover.open', 'printer-cover-open'],
    ['cutter.fault', 'printer-fault'],
    ['fault.unrecoverable', 'printer-fault'],
    ['device.gone', 'printer-unavailable'],
  ] as const)('%s before the first byte is %s and may be tried again', async (condition, problem) => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.fail('printTicket', deviceFailure(condition));
    expect(rig.screen).toMatchObject({
      name: 'print-problem',
      problem,
      canRetry: true,
      ticket: { number: 'A012' },
    });
    await rig.send({ type: 'RETRY' });
    expect(rig.calls('printTicket')).toEqual([{ opId: ticket.opId }, { opId: ticket.opId }]);
    expect(rig.calls('takeNumber')).toHaveLength(1);
  });

  it.each(['partial', 'done', 'unknown'] as const)(
    'effect %s is never printed again: the number is shown big',
    async (effect) => {
      const rig = await Rig.open();
      await walk.printing(rig);
      await rig.fail('printTicket', deviceFailure('paper.jam', effect));
      await rig.answer('waitForRemoval', 'removed');
      expect(rig.screen).toMatchObject({ name: 'take', outcome: 'uncertain', ticket: { number: 'A012' } });
      expect(await rig.send({ type: 'RETRY' })).toBe('not-now');
      expect(rig.calls('printTicket')).toHaveLength(1);
      expect(rig.calls('voidNumber')).toEqual([]);
      // No sensor is asked for a ticket that may not exist.
      expect(rig.calls('waitForTaken')).toEqual([]);
      await rig.elapse(delays.takeMs);
      expect(rig.name).toBe('thanks');
    },
  );

  it('a failure that is not the device’s own counts as unknown', async () => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.fail('printTicket', new Error('bug'));
    expect(rig.screen).toMatchObject({ name: 'take', outcome: 'uncertain' });
  });

  it('readiness reaches the problem screen: retry only while there is a printer', async () => {
    const rig = await Rig.open();
    await walk.printProblem(rig);
    await rig.device('ticket-printer', down('printer-cover-open'));
    expect(rig.screen).toMatchObject({ problem: 'printer-cover-open', canRetry: false });
    expect(await rig.send({ type: 'RETRY' })).toBe('unavailable');
    await rig.device('ticket-printer', ready);
    expect(rig.screen).toMatchObject({ canRetry: true });
    expect(await rig.send({ type: 'RETRY' })).toBe('accepted');
    expect(rig.name).toBe('issuing');
  });

  it('down at PRINT: no number is taken until it is back', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    await rig.device('ticket-printer', down('printer-paper-out'));
    expect(rig.name).toBe('confirm');
    await rig.send({ type: 'PRINT' });
    expect(rig.screen).toEqual({
      name: 'print-problem',
      problem: 'printer-paper-out',
      ticket: null,
      canRetry: false,
    });
    expect(rig.calls('takeNumber')).toEqual([]);
    await rig.device('ticket-printer', ready);
    await rig.send({ type: 'RETRY' });
    expect(rig.calls('takeNumber')).toHaveLength(1);
  });

  it('down at PRINT and given up: nothing to void', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    await rig.device('ticket-printer', down('printer-paper-out'));
    await rig.send({ type: 'PRINT' });
    await rig.send({ type: 'CANCEL' });
    expect(rig.calls('voidNumber')).toEqual([]);
    expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader', outcome: 'none', ticket: null });
  });

  it.each(['BACK', 'CANCEL'] as const)(
    '%s voids the number with the reason, and the card is first',
    async (type) => {
      const rig = await Rig.open();
      await walk.printProblem(rig);
      expect(await rig.send({ type })).toBe('accepted');
      expect(await rig.send({ type })).toBe('busy');
      expect(rig.calls('voidNumber')).toEqual([{ opId: ticket.opId, reason: 'printer-paper-out' }]);
      await rig.answer('voidNumber', undefined);
      expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader', ticket: null });
      await rig.answer('waitForRemoval', 'removed');
      expect(rig.calls('endSession')).toMatchObject([{ ending: 'cancelled' }]);
    },
  );
});

describe('our own failures', () => {
  it('a number that cannot be taken: kiosk-fault, the same operation again', async () => {
    const rig = await Rig.open();
    await walk.taking(rig);
    await rig.fail('takeNumber', new Error('disk'));
    expect(rig.screen).toMatchObject({ name: 'print-problem', problem: 'kiosk-fault', canRetry: true });
    expect(rig.notices).toEqual(['number-failed']);
    await rig.send({ type: 'RETRY' });
    expect(rig.calls('takeNumber')).toEqual([
      { opId: ticket.opId, businessId: 'ordinary' },
      { opId: ticket.opId, businessId: 'ordinary' },
    ]);
    await rig.answer('takeNumber', ticket);
    expect(rig.name).toBe('issuing');
  });

  it('a number that may have been taken is voided on leaving', async () => {
    const rig = await Rig.open();
    await walk.taking(rig);
    await rig.elapse(storeDeadlineMs);
    expect(rig.screen).toMatchObject({ name: 'print-problem', problem: 'kiosk-fault' });
    await rig.send({ type: 'BACK' });
    expect(rig.calls('voidNumber')).toEqual([{ opId: ticket.opId, reason: 'kiosk-fault' }]);
    await rig.fail('voidNumber', new Error('disk'));
    expect(rig.notices).toEqual(['number-failed', 'void-failed']);
    expect(rig.name).toBe('take');
  });

  it('queues that cannot be counted: retry asks again', async () => {
    const rig = await Rig.open();
    await walk.loading(rig);
    await rig.fail('queueLengths', new Error('disk'));
    expect(rig.screen).toEqual({
      name: 'print-problem',
      problem: 'kiosk-fault',
      ticket: null,
      canRetry: true,
    });
    await rig.send({ type: 'RETRY' });
    await rig.answer('queueLengths', { ordinary: 1, complex: 1 });
    expect(rig.name).toBe('choose');
  });

  it.each(['error', 'deadline'] as const)(
    'a wipe that fails (%s) is told and the kiosk goes on',
    async (how) => {
      const rig = await Rig.open();
      await walk.wiping(rig);
      if (how === 'error') await rig.fail('endSession', new Error('disk'));
      else await rig.elapse(storeDeadlineMs);
      expect(rig.notices).toEqual(['wipe-failed']);
      expect(rig.name).toBe('attract');
    },
  );

  it('a reader that refuses to be listened to does not spin and touch still starts', async () => {
    const rig = await Rig.open();
    await rig.fail('waitForCard', new Error('bug'));
    expect(rig.calls('waitForCard')).toHaveLength(1);
    expect(rig.notices).toEqual(['machine-failed']);
    expect(rig.name).toBe('attract');
    await rig.elapse(delays.idleMs);
    expect(rig.calls('waitForCard')).toHaveLength(2);
  });
});

describe('the door', () => {
  it('opens when every required device has answered', async () => {
    const rig = new Rig();
    expect(rig.name).toBe('starting');
    await rig.device('id-card', { ...ready, required: true });
    expect(rig.name).toBe('starting');
    await rig.device('ticket-printer', { ...ready, required: true, state: 'degraded' });
    expect(rig.name).toBe('attract');
  });

  it('closes while a required device is down, with the reason, and opens again', async () => {
    const rig = await Rig.open();
    await rig.device('ticket-printer', down('printer-paper-out', true));
    expect(rig.screen).toEqual({
      name: 'out-of-service',
      problem: 'printer-paper-out',
      since: '2026-01-02T00:00:00Z',
    });
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('unavailable');
    await rig.device('ticket-printer', ready);
    expect(rig.name).toBe('attract');
  });

  it('does not close on a session, only after it', async () => {
    for (const way of Object.values(walk)) {
      const rig = await Rig.open();
      await way(rig);
      const before = rig.name;
      const session = rig.kiosk.sessionId();
      await rig.device('ticket-printer', down('printer-fault', true));
      expect(rig.name).toBe(before);
      expect(rig.kiosk.sessionId()).toBe(session);
    }
    const rig = await Rig.open();
    await walk.wiping(rig);
    await rig.device('ticket-printer', down('printer-fault', true));
    await rig.answer('endSession', undefined);
    expect(rig.name).toBe('out-of-service');
  });
});
