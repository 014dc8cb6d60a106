import { describe, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { item as queue, Rig } from '../../state-machines/testing/scripted-ports.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import type { Item } from '../services/item-schema.ts';
import { known } from '../services/known.ts';
import type { DeviceNow, World } from '../services/offer.ts';
import { Offers } from './offers.ts';
import { createShelf } from './shelf.ts';

/** The promise before the start, where it is kept: at the touch on an item. */

const now = Date.parse('2026-11-25T10:00:00+08:00');
const since = '2026-11-25T01:00:00.000Z';
const roles = ['id-card', 'scanner', 'ticket-printer', 'document-printer'] as const;
const ready: DeviceNow = { summary: 'ready', conditions: [], since };
const down: DeviceNow = { ...ready, summary: 'unavailable' };
const ports = Object.entries(known.ports).flatMap(([name, { operations }]) => (operations ? [name] : []));

interface Now {
  devices: World['devices'];
  ports: World['ports'];
  at: number;
}
const healthy: Now = {
  devices: Object.fromEntries(roles.map((role) => [role, ready])),
  ports: Object.fromEntries(ports.map((port) => [port, { up: true, since }])),
  at: now,
};
const worlds: [string, Now, (item: Item) => boolean][] = [
  ['healthy', healthy, () => false],
  ...roles.map((role): [string, Now, (item: Item) => boolean] => [
    `${role} down`,
    { ...healthy, devices: { ...healthy.devices, [role]: down } },
    ({ documents, identity }) =>
      (role === 'document-printer' && documents.some(({ paper }) => paper === 'a4')) ||
      (role === 'ticket-printer' && documents.some(({ paper }) => paper === 'ticket')) ||
      (role === 'id-card' && identity.by.every((means) => means === 'card')),
  ]),
  ...ports.map((port): [string, Now, (item: Item) => boolean] => [
    `${port} away`,
    { ...healthy, ports: { ...healthy.ports, [port]: { up: false, since } } },
    ({ needs, later }) => needs.ports.includes(port) && !later,
  ]),
  ['no city at all', { ...healthy, ports: {} }, () => true],
  ['every guide past its day', { ...healthy, at: Date.parse('2028-01-01T10:00:00+08:00') }, () => true],
];

function kiosk(world: Now) {
  const clock = new (class extends HandClock {
    override now(): number {
      return world.at;
    }
  })();
  const offers = new Offers({
    devices: { all: () => world.devices },
    city: { ports: () => world.ports },
    connected: true,
    clock,
    timeZone: 'Asia/Shanghai',
    nearest: () => null,
  });
  const shelf = createShelf({ queue, home: [queue.id], offers, today: () => '2026-11-25' });
  return { offers, shelf };
}

describe.each(worlds)('%s', (_, world, blocks) => {
  it.each(catalogue.map(({ id }) => id))('%s is begun only if nothing stands in its way', async (id) => {
    const { shelf } = kiosk(world);
    const rig = new Rig({ items: [queue], catalogue: shelf });
    for (const role of ['id-card', 'ticket-printer', 'scanner'] as const)
      await rig.device(role, {
        required: false,
        state: world.devices[role]?.summary === 'ready' ? 'ready' : 'unavailable',
        problem: null,
        since,
      });
    const closed = blocks(openItem(id));
    expect(await rig.send({ type: 'START', itemId: id })).toBe(closed ? 'unavailable' : 'accepted');
    expect(rig.sessions).toBe(closed ? 0 : 1);
    // And what is not offered says why, in both languages, and where else.
    const view = shelf.list({ theme: null, text: '', from: 0 }).items.find((one) => one.id === id);
    const said = view?.closed ?? null;
    expect(said !== null).toBe(closed);
    for (const text of said ? [said.reason, said.elsewhere] : [])
      expect([text['zh-CN'], text.en].every((sentence) => sentence.length > 3)).toBe(true);
  });
});

it('what the city does not answer for now is labelled, and offered', () => {
  const { shelf } = kiosk({ ...healthy, ports: { ...healthy.ports, intake: { up: false, since } } });
  const labelled = shelf.list({ theme: null, text: '', from: 0 }).items.filter(({ later }) => later);
  expect(labelled.map(({ id }) => id).toSorted()).toEqual(
    catalogue
      .map(({ id }) => openItem(id))
      .filter(({ later, needs }) => later && needs.ports.includes('intake'))
      .map(({ id }) => id)
      .toSorted(),
  );
});

it('the start page has the queue in its theme, and finds by characters, pinyin and English', () => {
  const { shelf } = kiosk(healthy);
  const find = (text: string, theme: string | null = null) =>
    shelf.list({ theme, text, from: 0 }).items.map(({ id }) => id);
  expect(shelf.themes().find(({ id }) => id === 'visits')?.count).toBe(2);
  expect(find('', 'visits')).toContain(queue.id);
  expect(find('社保')).toContain('payment-record');
  expect(find('sb')).toContain('payment-record');
  expect(find('contribution')).toContain('payment-record');
  expect(find('no such thing')).toEqual([]);
  expect(shelf.list({ theme: null, text: '', from: catalogue.length }).items).toHaveLength(1);
});
