import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../contract/settings.ts';
import { Rig, canaries, delays, deviceFailure, item, ticket, walk } from './testing/scripted-ports.ts';

type Way = keyof typeof walk;
const withCountdown: Way[] = ['identify', 'problem', 'loading', 'choose', 'confirm', 'printProblem'];

/** Answers whatever the end of a session still asks for, card first. */
async function toTheEnd(rig: Rig): Promise<void> {
  for (let i = 0; i < 10 && rig.name !== 'attract'; i += 1) {
    const asked = new Set(rig.pending.map((call) => call.port));
    if (asked.has('voidNumber')) await rig.answer('voidNumber', undefined);
    else if (asked.has('waitForRemoval')) await rig.answer('waitForRemoval', 'removed');
    else if (asked.has('waitForTaken')) await rig.answer('waitForTaken', 'taken');
    else if (asked.has('retractTicket')) await rig.answer('retractTicket', undefined);
    else if (asked.has('endSession')) await rig.answer('endSession', undefined);
    else if (rig.name === 'thanks') await rig.elapse(delays.thanksMs);
    else await rig.send({ type: 'DONE' });
  }
}

describe.each(withCountdown)('from %s', (way) => {
  const at = async () => {
    const rig = await Rig.open();
    await walk[way](rig);
    return rig;
  };
  const endsWith = async (rig: Rig, ending: string) => {
    await toTheEnd(rig);
    expect(rig.name).toBe('attract');
    expect(rig.calls('endSession')).toEqual([{ sessionId: '000000000000000a', ending }]);
    const left = JSON.stringify(rig.kiosk.persisted());
    expect(canaries.filter((canary) => left.includes(canary))).toEqual([]);
    // Whoever had a card on the reader was asked to take it.
    expect(rig.calls('waitForRemoval')).toHaveLength(way === 'identify' ? 0 : 1);
    expect(rig.calls('voidNumber')).toHaveLength(way === 'printProblem' ? 1 : 0);
  };

  it('stop ends the session', async () => {
    const rig = await at();
    expect(await rig.send({ type: 'CANCEL' })).toBe('accepted');
    await endsWith(rig, 'cancelled');
  });

  it('nobody there: a warning, then the end', async () => {
    const rig = await at();
    const before = rig.name;
    expect(rig.kiosk.screen().idle).toEqual({
      phase: 'quiet',
      remainingMs: 60_000,
      totalMs: 60_000,
      extensionsLeft: 10,
    });
    await rig.elapse(delays.idleMs);
    expect(rig.name).toBe(before);
    rig.now += 5_000;
    expect(rig.kiosk.screen().idle).toMatchObject({ phase: 'warning', remainingMs: 15_000, totalMs: 20_000 });
    await rig.elapse(delays.warningMs);
    await endsWith(rig, 'idle');
  });

  it('can be extended ten times and not an eleventh', async () => {
    const rig = await at();
    const before = rig.screen;
    expect(await rig.send({ type: 'EXTEND' })).toBe('not-now');
    for (let left = 9; left >= 0; left -= 1) {
      await rig.elapse(delays.idleMs);
      expect(await rig.send({ type: 'EXTEND' })).toBe('accepted');
      expect(rig.kiosk.screen().idle).toMatchObject({ phase: 'quiet', extensionsLeft: left });
    }
    expect(rig.screen).toEqual(before);
    await rig.elapse(delays.idleMs);
    expect(await rig.send({ type: 'EXTEND' })).toBe('not-now');
    await rig.elapse(delays.warningMs);
    await endsWith(rig, 'idle');
  });

  it('twenty minutes are the end whatever is touched', async () => {
    const rig = await at();
    expect(await rig.send({ type: 'HELP', open: true })).toBe('accepted');
    await rig.elapse(delays.ceilingMs);
    await endsWith(rig, 'ceiling');
  });

  it('any accepted touch starts the countdown over, a rejected one does not', async () => {
    const rig = await at();
    rig.now += 30_000;
    expect(await rig.send({ type: 'START', itemId: 'no-such' })).not.toBe('accepted');
    expect(rig.kiosk.screen().idle).toMatchObject({ remainingMs: 30_000 });
    expect(await rig.send({ type: 'SET', settings: { language: 'en' } })).toBe('accepted');
    expect(rig.kiosk.screen().idle).toMatchObject({ remainingMs: 60_000 });
    await rig.elapse(delays.idleMs);
    await rig.send({ type: 'HELP', open: true });
    expect(rig.kiosk.screen().idle).toMatchObject({ phase: 'quiet', extensionsLeft: 10 });
  });
});

describe('while the machine itself works', () => {
  it.each(['reading', 'taking', 'printing'] as const)('%s: no countdown runs', async (way) => {
    const rig = await Rig.open();
    await walk[way](rig);
    expect(rig.kiosk.screen().idle).toBeNull();
    expect(rig.isWaiting(delays.idleMs)).toBe(false);
  });

  it('stop aborts reading and asks for the card', async () => {
    const rig = await Rig.open();
    await walk.reading(rig);
    expect(await rig.send({ type: 'CANCEL' })).toBe('accepted');
    expect(rig.pending.map((call) => call.port)).not.toContain('readCard');
    expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader', outcome: 'none' });
    await toTheEnd(rig);
    expect(rig.calls('endSession')).toMatchObject([{ ending: 'cancelled' }]);
  });

  it('the ceiling waits for the printer, and what was printed counts', async () => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.elapse(delays.ceilingMs);
    expect(rig.name).toBe('issuing');
    await rig.answer('printTicket', 'printed');
    expect(rig.screen).toMatchObject({ name: 'take', outcome: 'printed' });
    await toTheEnd(rig);
    expect(rig.calls('endSession')).toMatchObject([{ ending: 'finished' }]);
  });

  it('the ceiling passed and the print failed: voided and ended', async () => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.elapse(delays.ceilingMs);
    await rig.fail('printTicket', deviceFailure('paper.out'));
    expect(rig.calls('voidNumber')).toEqual([{ opId: ticket.opId, reason: 'printer-paper-out' }]);
    await toTheEnd(rig);
    expect(rig.calls('endSession')).toMatchObject([{ ending: 'ceiling' }]);
  });

  it('a card laid on the attract screen is read without a countdown', async () => {
    const rig = await Rig.open();
    await rig.answer('waitForCard', undefined);
    expect(rig.kiosk.screen()).toMatchObject({ idle: null, screen: { phase: 'reading' } });
    await rig.fail('readCard', deviceFailure('card.torn'));
    expect(rig.kiosk.screen().idle).toMatchObject({ phase: 'quiet' });
  });
});

describe('taking things', () => {
  it('a card that stays is told to staff once and waited for without end', async () => {
    const rig = await Rig.open();
    await walk.cardLeft(rig);
    expect(rig.notices).toEqual(['card-left']);
    expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader' });
    expect(await rig.send({ type: 'DONE' })).toBe('not-now');
    expect(await rig.send({ type: 'CANCEL' })).toBe('busy');
    const kept = JSON.stringify(rig.kiosk.persisted());
    expect(canaries.filter((canary) => kept.includes(canary))).toEqual([]);
    expect(rig.pending.map((call) => call.port)).toEqual(['waitForRemoval']);
    await rig.answer('waitForRemoval', 'removed');
    expect(rig.screen).toMatchObject({ card: 'taken' });
    expect(rig.notices).toEqual(['card-left']);
  });

  it.each(['time', 'DONE', 'CANCEL'] as const)('a reader that cannot tell: %s decides', async (how) => {
    const rig = await Rig.open();
    await walk.cardHint(rig);
    expect(rig.screen).toMatchObject({ card: 'on-reader' });
    await (how === 'time' ? rig.elapse(delays.takeMs) : rig.send({ type: how }));
    expect(rig.screen).toMatchObject({ name: 'take', card: 'taken' });
    expect(rig.calls('waitForTaken')).toHaveLength(1);
  });

  it.each(['time', 'DONE', 'CANCEL'] as const)('a printer that cannot tell: %s decides', async (how) => {
    const rig = await Rig.open();
    await walk.ticketHint(rig);
    await (how === 'time' ? rig.elapse(delays.takeMs) : rig.send({ type: how }));
    expect(rig.name).toBe('thanks');
  });

  it('a ticket that stays in the presenter does not close the kiosk', async () => {
    const rig = await Rig.open();
    await walk.takeTicket(rig);
    await rig.elapse(delays.idleMs);
    expect(rig.notices).toEqual(['ticket-left']);
    expect(rig.name).toBe('thanks');
  });

  it.each(['presented', 'hint'] as const)('a ticket (%s) is taken back when all is said', async (way) => {
    const rig = await Rig.open();
    await (way === 'presented' ? walk.takeTicket(rig) : walk.ticketHint(rig));
    await rig.send({ type: 'DONE' });
    expect(rig.name).toBe('thanks');
    // The time of the thanks is left to take it.
    expect(rig.calls('retractTicket')).toEqual([]);
    await rig.elapse(delays.thanksMs);
    expect(rig.name).toBe('ending');
    expect(rig.calls('endSession')).toEqual([]);
    await rig.answer('retractTicket', undefined);
    expect(rig.calls('endSession')).toHaveLength(1);
  });

  it('a ticket of which nobody knows whether it came out is taken back', async () => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.answer('printTicket', 'uncertain');
    await toTheEnd(rig);
    expect(rig.calls('retractTicket')).toHaveLength(1);
  });

  it('nothing printed, nothing to take back', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    await rig.send({ type: 'CANCEL' });
    await toTheEnd(rig);
    expect(rig.calls('retractTicket')).toEqual([]);
  });

  it('a retract that fails does not hold the kiosk', async () => {
    const rig = await Rig.open();
    await walk.retracting(rig);
    await rig.fail('retractTicket', new Error('bug'));
    await rig.answer('endSession', undefined);
    expect(rig.notices).toEqual(['machine-failed']);
    expect(rig.name).toBe('attract');
  });

  it('a failing reader or printer does not hold the citizen', async () => {
    const rig = await Rig.open();
    await walk.takeCard(rig);
    await rig.fail('waitForRemoval', new Error('bug'));
    await rig.elapse(delays.takeMs);
    await rig.fail('waitForTaken', new Error('bug'));
    await rig.elapse(delays.takeMs);
    expect(rig.name).toBe('thanks');
  });
});

describe('settings and help', () => {
  it('belong to the session and end with it', async () => {
    const rig = await Rig.open();
    expect(await rig.send({ type: 'SET', settings: { language: 'en' } })).toBe('accepted');
    await walk.choose(rig);
    await rig.send({ type: 'SET', settings: { textSize: 2 } });
    await rig.send({ type: 'HELP', open: true });
    expect(rig.kiosk.screen()).toMatchObject({
      settings: { ...defaultSettings, language: 'en', textSize: 2 },
      helpOpen: true,
    });
    await rig.send({ type: 'CANCEL' });
    await toTheEnd(rig);
    expect(rig.kiosk.screen()).toMatchObject({ settings: defaultSettings, helpOpen: false });
  });

  it('on the attract screen fall back when nobody touches it', async () => {
    const rig = await Rig.open();
    await rig.send({ type: 'SET', settings: { contrast: 'high' } });
    await rig.send({ type: 'HELP', open: true });
    expect(rig.pending.filter((call) => call.input === delays.idleMs)).toHaveLength(1);
    expect(rig.kiosk.screen()).toMatchObject({ settings: { contrast: 'high' }, helpOpen: true });
    await rig.elapse(delays.idleMs);
    expect(rig.kiosk.screen()).toMatchObject({ settings: defaultSettings, helpOpen: false });
    expect(rig.isWaiting(delays.idleMs)).toBe(false);
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('accepted');
  });

  it('on the attract screen do not disturb the waiting for a card', async () => {
    const rig = await Rig.open();
    await rig.send({ type: 'SET', settings: { textSize: 2 } });
    await rig.send({ type: 'SET', settings: { textSize: 1 } });
    await rig.send({ type: 'HELP', open: true });
    expect(rig.calls('waitForCard')).toHaveLength(1);
  });
});
