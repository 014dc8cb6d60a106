import { describe, expect, it } from 'vitest';
import { Rig, canaries, card, delays, ready, settle, ticket, walk } from './testing/scripted-ports.ts';

const ways = Object.keys(walk) as (keyof typeof walk)[];

/** Answers like a host whose devices work and whose journal knows what was done before. */
async function finish(rig: Rig): Promise<void> {
  for (let i = 0; i < 20 && rig.name !== 'attract'; i += 1) {
    const asked = new Set(rig.pending.map((call) => call.port));
    const screen = rig.screen;
    if (asked.has('readCard')) await rig.answer('readCard', card);
    else if (asked.has('queueLengths')) await rig.answer('queueLengths', { ordinary: 3, complex: 1 });
    else if (asked.has('takeNumber')) await rig.answer('takeNumber', ticket);
    else if (asked.has('printTicket')) await rig.answer('printTicket', 'printed');
    else if (asked.has('voidNumber')) await rig.answer('voidNumber', undefined);
    else if (asked.has('waitForRemoval')) await rig.answer('waitForRemoval', 'removed');
    else if (asked.has('waitForTaken')) await rig.answer('waitForTaken', 'taken');
    else if (asked.has('retractTicket')) await rig.answer('retractTicket', undefined);
    else if (asked.has('endSession')) await rig.answer('endSession', undefined);
    else if (screen.name === 'identify') await rig.answer('waitForCard', undefined);
    else if (screen.name === 'identify-problem') await rig.send({ type: 'RETRY' });
    else if (screen.name === 'choose') await rig.send({ type: 'CHOOSE', businessId: 'ordinary' });
    else if (screen.name === 'confirm') await rig.send({ type: 'PRINT' });
    else if (screen.name === 'print-problem') await rig.send({ type: 'RETRY' });
    else if (screen.name === 'take') await rig.elapse(delays.takeMs);
    else if (screen.name === 'thanks') await rig.elapse(delays.thanksMs);
  }
}

describe.each(ways)('killed at %s', (way) => {
  const killed = async () => {
    const rig = await Rig.open();
    await walk[way](rig);
    const before = { ...rig.kiosk.screen(), asked: rig.pending.map((call) => call.port).toSorted() };
    await rig.restart();
    return { rig, before };
  };

  it('is at the same step and asks for the same things again', async () => {
    const { rig, before } = await killed();
    const after = { ...rig.kiosk.screen(), asked: rig.pending.map((call) => call.port).toSorted() };
    expect(after).toEqual(before);
    expect(rig.kiosk.sessionId()).toBe('000000000000000a');
  });

  it('finishes with one number and one operation', async () => {
    const { rig } = await killed();
    await rig.device('id-card', ready);
    await rig.device('ticket-printer', ready);
    await finish(rig);
    expect(rig.name).toBe('attract');
    expect(rig.sessions).toBe(1);
    for (const input of [...rig.calls('takeNumber'), ...rig.calls('printTicket')]) {
      expect(input).toMatchObject({ opId: ticket.opId });
    }
    const ending = way === 'voiding' ? 'cancelled' : 'finished';
    expect(new Set(rig.calls('endSession').map((input) => JSON.stringify(input)))).toEqual(
      new Set([JSON.stringify({ sessionId: '000000000000000a', ending })]),
    );
    const left = JSON.stringify(rig.kiosk.persisted());
    expect(canaries.filter((canary) => left.includes(canary))).toEqual([]);
  });

  it('can be killed again at every step that follows', async () => {
    const { rig } = await killed();
    const { name } = rig;
    await rig.restart();
    await rig.restart();
    expect(rig.name).toBe(name);
    await finish(rig);
    expect(rig.name).toBe('attract');
  });
});

describe('a restored session', () => {
  it('prints again under the same operation and takes what the journal answers', async () => {
    const rig = await Rig.open();
    await walk.printing(rig);
    await rig.restart();
    expect(rig.calls('printTicket')).toEqual([{ opId: ticket.opId }, { opId: ticket.opId }]);
    expect(rig.calls('takeNumber')).toHaveLength(1);
    await rig.answer('printTicket', 'uncertain');
    expect(rig.screen).toMatchObject({ name: 'take', outcome: 'uncertain' });
  });

  it('has its whole countdown again and keeps the extensions that were used', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    await rig.elapse(delays.idleMs);
    await rig.send({ type: 'EXTEND' });
    await rig.elapse(delays.idleMs);
    await rig.restart();
    expect(rig.kiosk.screen().idle).toEqual({
      phase: 'quiet',
      remainingMs: 60_000,
      totalMs: 60_000,
      extensionsLeft: 9,
    });
    await rig.elapse(delays.idleMs);
    await rig.elapse(delays.warningMs);
    expect(rig.name).toBe('take');
  });

  it('keeps the settings, and the ceiling still ends it', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    await rig.send({ type: 'SET', settings: { language: 'en', reach: 'low' } });
    await rig.restart();
    expect(rig.kiosk.screen().settings).toMatchObject({ language: 'en', reach: 'low' });
    await rig.elapse(delays.ceilingMs);
    expect(rig.name).toBe('take');
  });

  it('hears of a device that is gone after the restart', async () => {
    const rig = await Rig.open();
    await walk.identify(rig);
    await rig.restart();
    await rig.device('id-card', { ...ready, state: 'absent' });
    expect(rig.screen).toMatchObject({ name: 'identify-problem', problem: 'reader-unavailable' });
  });

  it('masks what was revealed when the host died', async () => {
    const rig = await Rig.open();
    await walk.choose(rig);
    await rig.send({ type: 'REVEAL', on: true });
    await rig.restart();
    expect(rig.screen).toMatchObject({ person: { revealed: false } });
  });

  it('a card lying on the reader is not told to staff twice', async () => {
    const rig = await Rig.open();
    await walk.cardLeft(rig);
    await rig.restart();
    expect(rig.notices).toEqual(['card-left']);
  });

  it('from something else is refused, at any depth', async () => {
    const rig = await Rig.open();
    await walk.confirm(rig);
    const good = JSON.stringify(rig.kiosk.persisted());
    for (const bad of [
      '{}',
      '{"status":"active","value":"no-such-state","context":{},"children":{}}',
      good.replace('"value":"confirm"', '"value":"no-such-state"'),
      good.replace('"src":"flow"', '"src":"no-such-actor"'),
    ]) {
      expect(bad).not.toBe(good);
      expect(() => new Rig({ snapshot: JSON.parse(bad) })).toThrow('not a snapshot of these machines');
    }
    expect(new Rig({ snapshot: JSON.parse(good) }).name).toBe('confirm');
  });
});

it('a stopped kiosk calls nobody any more', async () => {
  const rig = await Rig.open();
  await walk.choose(rig);
  const { changes } = rig;
  rig.kiosk.stop();
  await settle();
  expect(rig.changes).toBe(changes);
  expect(rig.pending).toEqual([]);
});
