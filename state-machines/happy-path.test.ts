import { describe, expect, it } from 'vitest';
import {
  Rig,
  canaries,
  card,
  delays,
  down,
  item,
  ready,
  settle,
  ticket,
  walk,
} from './testing/scripted-ports.ts';

describe('the whole job', () => {
  it('card, business, ticket, thanks, wipe', async () => {
    const rig = await Rig.open();
    expect(rig.screen).toMatchObject({ name: 'attract', items: [{ id: item.id, unavailable: null }] });
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('accepted');
    expect(rig.screen).toEqual({ name: 'identify', phase: 'waiting', ways: ['card'], canSkip: true });
    await rig.answer('waitForCard', undefined);
    expect(rig.screen).toEqual({ name: 'identify', phase: 'reading', ways: ['card'], canSkip: true });
    await rig.answer('readCard', card);
    expect(rig.screen).toMatchObject({ name: 'choose', businesses: [] });
    await rig.answer('queueLengths', { ordinary: 3, complex: 1 });
    expect(rig.screen).toMatchObject({
      name: 'choose',
      person: { name: '样*甲', idNumber: '1101**********002X', revealed: false },
      businesses: [
        { id: 'ordinary', peopleAhead: 3, unavailable: null },
        { id: 'complex', peopleAhead: 1, unavailable: null },
      ],
    });
    expect(await rig.send({ type: 'CHOOSE', businessId: 'ordinary' })).toBe('accepted');
    expect(rig.screen).toMatchObject({ name: 'confirm', business: { id: 'ordinary' } });
    expect(await rig.send({ type: 'PRINT' })).toBe('accepted');
    expect(rig.screen).toMatchObject({ name: 'issuing', number: null });
    expect(rig.calls('takeNumber')).toEqual([{ opId: '000000000000000a-1', businessId: 'ordinary' }]);
    await rig.answer('takeNumber', ticket);
    expect(rig.screen).toMatchObject({ name: 'issuing', number: 'A012' });
    expect(rig.calls('printTicket')).toEqual([{ opId: '000000000000000a-1' }]);
    await rig.answer('printTicket', 'printed');
    expect(rig.screen).toMatchObject({ name: 'take', card: 'on-reader', outcome: 'printed' });
    expect(rig.calls('waitForTaken')).toEqual([]);
    await rig.answer('waitForRemoval', 'removed');
    expect(rig.screen).toMatchObject({ name: 'take', card: 'taken', ticket: { number: 'A012' } });
    await rig.answer('waitForTaken', 'taken');
    expect(rig.screen).toMatchObject({ name: 'thanks', ticket: { number: 'A012', takenAt: '09:30' } });
    await rig.elapse(delays.thanksMs);
    expect(rig.screen).toEqual({ name: 'ending' });
    await rig.answer('retractTicket', undefined);
    expect(rig.calls('endSession')).toEqual([{ sessionId: '000000000000000a', ending: 'finished' }]);
    await rig.answer('endSession', undefined);
    expect(rig.name).toBe('attract');
    expect(rig.kiosk.sessionId()).toBeNull();
    expect(rig.notices).toEqual([]);
  });

  it('without a card there is no card to take back, and what needs a card cannot be chosen', async () => {
    const rig = await Rig.open();
    await walk.chooseWithoutCard(rig);
    expect(rig.screen).toMatchObject({ person: null, businesses: [{}, { unavailable: 'needs-card' }] });
    expect(await rig.send({ type: 'CHOOSE', businessId: 'complex' })).toBe('unavailable');
    expect(await rig.send({ type: 'CHOOSE', businessId: 'no-such' })).toBe('unavailable');
    expect(await rig.send({ type: 'REVEAL', on: true })).toBe('not-now');
    await rig.send({ type: 'CHOOSE', businessId: 'ordinary' });
    await rig.send({ type: 'PRINT' });
    await rig.answer('takeNumber', ticket);
    await rig.answer('printTicket', 'printed');
    expect(rig.screen).toMatchObject({ name: 'take', card: 'none' });
    expect(rig.calls('waitForRemoval')).toEqual([]);
  });

  it('who went on without a card can go back and lay it; who is identified cannot', async () => {
    const rig = await Rig.open();
    await walk.chooseWithoutCard(rig);
    expect(await rig.send({ type: 'BACK' })).toBe('accepted');
    expect(rig.screen).toEqual({ name: 'identify', phase: 'waiting', ways: ['card'], canSkip: true });
    await rig.answer('waitForCard', undefined);
    await rig.answer('readCard', card);
    await rig.answer('queueLengths', { ordinary: 0, complex: 0 });
    expect(rig.screen).toMatchObject({ name: 'choose', person: { name: '样*甲' } });
    expect(await rig.send({ type: 'BACK' })).toBe('not-now');
  });

  it('a card laid on the attract screen is read at once', async () => {
    const rig = await Rig.open();
    await rig.answer('waitForCard', undefined);
    expect(rig.screen).toMatchObject({ name: 'identify', phase: 'reading' });
    expect(rig.kiosk.sessionId()).toBe('000000000000000a');
    await rig.answer('readCard', card);
    expect(rig.screen).toMatchObject({ name: 'choose', person: { name: '样*甲' } });
  });

  it('goes back from confirm to choose and asks for the queues again', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    expect(await rig.send({ type: 'BACK' })).toBe('accepted');
    // What was counted before is there at once.
    expect(rig.screen).toMatchObject({
      name: 'choose',
      businesses: [{ peopleAhead: 3 }, { peopleAhead: 1 }],
    });
    await rig.answer('queueLengths', { ordinary: 9 });
    expect(rig.screen).toMatchObject({
      name: 'choose',
      businesses: [{ peopleAhead: 9 }, { peopleAhead: 0 }],
    });
  });

  it('shows where one is', async () => {
    const at = async (way: keyof typeof walk) => {
      const rig = await Rig.open();
      await walk[way](rig);
      return rig.kiosk.screen().step;
    };
    expect(await at('reading')).toBe('identify');
    expect(await at('choose')).toBe('choose');
    expect(await at('confirm')).toBe('confirm');
    expect(await at('printing')).toBe('confirm');
    expect(await at('takeCard')).toBe('take');
    expect(await at('thanks')).toBe('take');
    expect(await at('wiping')).toBeNull();
  });
});

describe('taps', () => {
  it('a second tap on print is busy and nothing is doubled', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    const both = [rig.kiosk.send({ type: 'PRINT' }), rig.kiosk.send({ type: 'PRINT' })];
    expect(both).toEqual([{ accepted: true }, { accepted: false, reason: 'busy' }]);
    await settle();
    await rig.answer('takeNumber', ticket);
    expect(await rig.send({ type: 'PRINT' })).toBe('busy');
    expect(await rig.send({ type: 'CANCEL' })).toBe('busy');
    expect(rig.calls('takeNumber')).toHaveLength(1);
    expect(rig.calls('printTicket')).toHaveLength(1);
  });

  it('a second tap on "I have everything" is busy and leaves the thanks on the screen', async () => {
    const rig = await Rig.open();
    await walk.ticketHint(rig);
    const both = [rig.kiosk.send({ type: 'DONE' }), rig.kiosk.send({ type: 'DONE' })];
    expect(both).toEqual([{ accepted: true }, { accepted: false, reason: 'busy' }]);
    await settle();
    expect(rig.screen).toMatchObject({ name: 'thanks', ticket: { number: 'A012' } });
    await rig.elapse(delays.thanksMs);
    expect(rig.name).toBe('ending');
  });

  it('a second tap on an item is busy, a tap that the step does not know is not-now', async () => {
    const rig = await Rig.open();
    expect(rig.kiosk.send({ type: 'START', itemId: item.id })).toEqual({ accepted: true });
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('busy');
    expect(rig.sessions).toBe(1);
    for (const type of ['PRINT', 'BACK', 'DONE', 'EXTEND', 'RETRY'] as const) {
      expect(await rig.send({ type })).toBe('not-now');
    }
  });

  it('an item that is not there or cannot be finished is unavailable', async () => {
    const rig = await Rig.open();
    expect(await rig.send({ type: 'START', itemId: 'no-such' })).toBe('unavailable');
    await rig.device('ticket-printer', down('printer-paper-out'));
    expect(rig.screen).toMatchObject({ name: 'attract', items: [{ unavailable: 'printer-paper-out' }] });
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('unavailable');
    expect(rig.pending.some((call) => call.port === 'waitForCard')).toBe(false);
    await rig.device('ticket-printer', ready);
    await rig.answer('waitForCard', undefined);
    expect(rig.screen).toMatchObject({ phase: 'reading' });
  });
});

describe('what is shown of a person', () => {
  it('only while the button is held, and never after another event', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    expect(await rig.send({ type: 'REVEAL', on: true })).toBe('accepted');
    expect(rig.screen).toMatchObject({ person: { name: '样例甲', idNumber: card.number, revealed: true } });
    await rig.send({ type: 'REVEAL', on: false });
    expect(rig.screen).toMatchObject({ person: { name: '样*甲', revealed: false } });
    await rig.send({ type: 'REVEAL', on: true });
    await rig.send({ type: 'HELP', open: true });
    expect(rig.screen).toMatchObject({ person: { revealed: false } });
    await rig.send({ type: 'REVEAL', on: true });
    await rig.send({ type: 'CHOOSE', businessId: 'ordinary' });
    expect(rig.screen).toMatchObject({ name: 'confirm', person: { revealed: false } });
    await rig.send({ type: 'REVEAL', on: true });
    expect(rig.screen).toMatchObject({ name: 'confirm', person: { revealed: true } });
  });

  it('is gone from memory as soon as the ticket is out, and everything is gone at the end', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    const during = JSON.stringify(rig.kiosk.persisted());
    expect(canaries.filter((canary) => during.includes(canary))).toEqual([card.name, card.number]);
    await rig.send({ type: 'CHOOSE', businessId: 'ordinary' });
    await rig.send({ type: 'PRINT' });
    await rig.answer('takeNumber', ticket);
    await rig.answer('printTicket', 'printed');
    const after = JSON.stringify(rig.kiosk.persisted());
    expect(canaries.filter((canary) => after.includes(canary))).toEqual([]);
    expect(JSON.stringify(rig.transitions)).not.toMatch(/样例|11010519|A012/);
  });
});

describe('listeners', () => {
  it('hear of a change once, after it has settled', async () => {
    const rig = await Rig.open();
    await settle();
    rig.changes = 0;
    rig.kiosk.send({ type: 'START', itemId: item.id });
    expect(rig.changes).toBe(0);
    await settle();
    expect(rig.changes).toBe(1);
  });

  it('hear of transitions by name', async () => {
    const rig = await Rig.open();
    rig.transitions.length = 0;
    await walk.identify(rig);
    expect(rig.transitions).toContainEqual({
      machine: 'kiosk',
      from: 'idle.(door.attract.listening,shelf.front,comfort.standard)',
      to: 'session',
      event: 'START',
    });
    expect(rig.transitions).toContainEqual({
      machine: 'identify',
      from: null,
      to: 'waiting',
      event: 'xstate.init',
    });
  });
});
