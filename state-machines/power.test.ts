import { describe, expect, it } from 'vitest';
import { card, delays, down, item, ready, Rig, ticket, walk } from './testing/scripted-ports.ts';

const out = down('power-out', true);
const low = down('power-low', true);

/** The sessions that were wiped, and how they had ended. */
const endings = (rig: Rig) => rig.calls('endSession').map((input) => (input as { ending: string }).ending);

describe('the mains go', () => {
  it('nothing new starts, the citizen is told why, and it opens again by itself', async () => {
    const rig = await Rig.open();
    await rig.device('ups', ready);
    await rig.device('ups', out);
    expect(rig.screen).toEqual({ name: 'out-of-service', problem: 'power-out', since: out.since });
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('unavailable');
    expect(rig.pending.map(({ port }) => port)).not.toContain('waitForCard');
    await rig.device('ups', ready);
    expect(rig.name).toBe('attract');
    expect(rig.pending.map(({ port }) => port)).toContain('waitForCard');
  });

  it('whoever is there finishes, ticket in hand; then it is closed', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    await rig.device('ups', out);
    expect(rig.name).toBe('confirm');
    await rig.send({ type: 'PRINT' });
    await rig.answer('takeNumber', ticket);
    await rig.answer('printTicket', 'printed');
    await rig.answer('waitForRemoval', 'removed');
    await rig.answer('waitForTaken', 'taken');
    await rig.elapse(delays.thanksMs);
    await rig.answer('retractTicket', undefined);
    await rig.answer('endSession', undefined);
    expect(endings(rig)).toEqual(['finished']);
    expect(rig.screen).toMatchObject({ name: 'out-of-service', problem: 'power-out' });
  });

  it('is what the citizen is told first, whatever else is wrong', async () => {
    const rig = await Rig.open();
    await rig.device('ticket-printer', down('printer-paper-out', true));
    await rig.device('ups', out);
    expect(rig.screen).toMatchObject({ problem: 'power-out' });
    await rig.device('ups', ready);
    expect(rig.screen).toMatchObject({ problem: 'printer-paper-out' });
  });

  it('a kiosk without a UPS, or with one that is gone and not required, is open', async () => {
    const rig = await Rig.open();
    expect(rig.name).toBe('attract');
    await rig.device('ups', down('kiosk-fault'));
    expect(rig.name).toBe('attract');
    await rig.device('ups', down('kiosk-fault', true));
    expect(rig.screen).toMatchObject({ name: 'out-of-service', problem: 'kiosk-fault' });
  });
});

describe('the battery is nearly empty', () => {
  const ways = Object.entries(walk);

  it.each(ways)(
    '%s: whoever is there leaves, and the session is wiped without anybody’s help',
    async (_name, way) => {
      const rig = await Rig.open();
      await way(rig);
      await rig.device('ups', low);
      // What the machine itself is doing is waited for; nothing that waits for a person is.
      const patient = ['readCard', 'takeNumber', 'printTicket', 'voidNumber', 'retractTicket'] as const;
      for (const port of patient) {
        if (!rig.pending.some((call) => call.port === port)) continue;
        if (port === 'readCard') await rig.fail(port, new Error('lifted'));
        else if (port === 'takeNumber') await rig.answer(port, ticket);
        else if (port === 'printTicket') await rig.answer(port, 'printed');
        else await rig.answer(port, undefined);
      }
      expect(rig.pending.map(({ port }) => port)).toContain('endSession');
      await rig.answer('endSession', undefined);
      expect(rig.screen).toMatchObject({ name: 'out-of-service', problem: 'power-low' });
      expect(rig.kiosk.sessionId()).toBe(null);
      expect(rig.pending).toEqual([]);
      expect(await rig.send({ type: 'START', itemId: item.id })).toBe('unavailable');
    },
  );

  it('while the ticket prints: it comes out, and the session has ended well', async () => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.device('ups', low);
    expect(rig.name).toBe('issuing');
    await rig.answer('printTicket', 'printed');
    expect(endings(rig)).toEqual(['finished']);
    expect(rig.calls('voidNumber')).toEqual([]);
    // It is left to the hand that reaches for it.
    expect(rig.calls('retractTicket')).toEqual([]);
  });

  it('while a card is read: that it was read well does not begin the next step', async () => {
    const rig = await Rig.open();
    await walk.reading(rig);
    await rig.device('ups', low);
    await rig.answer('readCard', card);
    expect(endings(rig)).toEqual(['power']);
    expect(rig.calls('queueLengths')).toEqual([]);
  });

  it('while nothing of the ticket was sent: the number is given back', async () => {
    const rig = await Rig.open();
    await walk.printProblem(rig);
    await rig.device('ups', low);
    await rig.answer('voidNumber', undefined);
    expect(rig.calls('voidNumber')).toHaveLength(1);
    expect(endings(rig)).toEqual(['power']);
  });

  it('opens again when the mains are back', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    await rig.device('ups', low);
    await rig.answer('endSession', undefined);
    await rig.device('ups', out);
    expect(rig.screen).toMatchObject({ problem: 'power-out' });
    await rig.device('ups', ready);
    expect(rig.name).toBe('attract');
  });

  it('a host that starts again in the middle ends the session as well', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    await rig.restart();
    await rig.device('ups', low);
    expect(endings(rig)).toEqual(['power']);
  });
});
