import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../contract/settings.ts';
import { application, benefits, catalogueOf } from './testing/sample-service.ts';
import { card, delays, down, item, Rig } from './testing/scripted-ports.ts';
import { serviceItems } from './testing/walk-services.ts';

const open = () => Rig.open({ items: serviceItems });
const browse = (change: object = {}) =>
  ({ type: 'BROWSE', theme: null, text: '', from: 0, ...change }) as const;

describe('looking through the items', () => {
  it('by theme, by name and back; what was looked for is gone afterwards', async () => {
    const rig = await open();
    expect(rig.screen).toMatchObject({ name: 'attract', total: serviceItems.length });
    await rig.send(browse());
    expect(rig.screen).toMatchObject({ name: 'browse', theme: null, items: { length: 4 }, total: 4 });
    await rig.send(browse({ theme: benefits.id }));
    expect(rig.screen).toMatchObject({ theme: benefits.id, items: [{ id: benefits.id }] });
    await rig.send(browse({ text: 'appl' }));
    expect(rig.screen).toMatchObject({ text: 'appl', items: [{ id: application.id }], total: 1 });
    await rig.send({ type: 'HOME' });
    expect(rig.name).toBe('attract');
    expect(JSON.stringify(rig.kiosk.persisted())).not.toContain('appl"');
  });

  it('an item is begun from there, and nothing of the search goes with it', async () => {
    const rig = await open();
    await rig.send(browse({ text: 'benef' }));
    expect(await rig.send({ type: 'START', itemId: benefits.id })).toBe('accepted');
    expect(rig.name).toBe('identify');
    expect(JSON.stringify(rig.kiosk.persisted())).not.toContain('benef"');
  });

  it('whoever walks away leaves the attract screen', async () => {
    const rig = await open();
    await rig.send(browse());
    await rig.elapse(delays.idleMs);
    expect(rig.name).toBe('attract');
  });

  it('whoever looks through the items keeps the language and the text size, whoever changes them the page', async () => {
    const rig = await open();
    const timers = () => rig.pending.filter(({ input }) => input === delays.idleMs);
    await rig.send({ type: 'SET', settings: { language: 'en', textSize: 2 } });
    await rig.send(browse());
    const before = timers();
    await rig.send(browse({ from: 1 }));
    expect(timers().some((timer) => before.includes(timer))).toBe(false);
    const since = timers();
    await rig.send({ type: 'HELP', open: true });
    expect(timers().some((timer) => since.includes(timer))).toBe(false);
    await rig.elapse(delays.idleMs);
    await rig.elapse(delays.idleMs);
    expect(rig.name).toBe('attract');
    expect(rig.kiosk.screen().settings).toEqual(defaultSettings);
  });

  it('a card still begins the queue', async () => {
    const rig = await open();
    await rig.send(browse());
    await rig.answer('waitForCard', undefined);
    await rig.answer('readCard', card);
    expect(rig.name).toBe('choose');
  });

  it('what there is not cannot be begun', async () => {
    const rig = await open();
    expect(await rig.send({ type: 'START', itemId: 'no-such-item' })).toBe('unavailable');
  });

  it('what is closed says why and where else, and cannot be begun', async () => {
    const rig = new Rig({
      items: serviceItems,
      catalogue: catalogueOf(serviceItems, new Set([benefits.id])),
    });
    for (const role of ['id-card', 'ticket-printer'] as const)
      await rig.device(role, { required: false, state: 'ready', problem: null, since: '' });
    await rig.send(browse({ theme: benefits.id }));
    expect(rig.screen).toMatchObject({
      items: [{ unavailable: { reason: { en: 'No paper' }, elsewhere: { en: 'The community centre' } } }],
    });
    expect(await rig.send({ type: 'START', itemId: benefits.id })).toBe('unavailable');
    expect(await rig.send({ type: 'START', itemId: application.id })).toBe('accepted');
  });

  it('the ticket printer closes the queue only', async () => {
    const rig = await open();
    await rig.device('ticket-printer', down('printer-paper-out'));
    await rig.send(browse());
    expect(rig.screen).toMatchObject({
      items: [{ id: item.id, unavailable: 'printer-paper-out' }, {}, {}, {}],
    });
    expect(await rig.send({ type: 'START', itemId: item.id })).toBe('unavailable');
  });
});
