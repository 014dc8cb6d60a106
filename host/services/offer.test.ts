import { describe, expect, it } from 'vitest';
import calendarData from '../../assets/catalogue/calendar.json' with { type: 'json' };
import { catalogue, openItem } from './catalogue.ts';
import { calendarSchema } from './hours.ts';
import type { Item } from './item-schema.ts';
import { known } from './known.ts';
import { SupplyLedger } from './supplies.ts';
import { type DeviceNow, offer, type Refusal, suppliesOf, type World } from './offer.ts';

const items = catalogue.map(({ id }) => openItem(id));
const calendar = calendarSchema.parse(calendarData);
/** A Wednesday, 10:00 in Shanghai. */
const now = Date.parse('2026-11-25T10:00:00+08:00');
const since = '2026-11-25T01:00:00.000Z';
const ready: DeviceNow = { summary: 'ready', conditions: [], since };
const roles = [
  'id-card',
  'scanner',
  'ticket-printer',
  'document-printer',
  'social-security-card',
  'camera',
] as const;
const healthy: World = {
  devices: Object.fromEntries(roles.map((role) => [role, ready])),
  free: { sheets: 100, tickets: 100 },
  ports: Object.fromEntries(Object.keys(known.ports).map((port) => [port, { up: true, since }])),
  runsForMs: null,
  calendar,
  timeZone: 'Asia/Shanghai',
};
const out = (code: 'paper.out' | 'toner.out'): DeviceNow => ({
  summary: 'unavailable',
  conditions: [{ code, severity: 'error', action: 'attendant', since: 0 }],
  since,
});
const without = (role: string, device?: DeviceNow): World => {
  const { [role as 'camera']: _, ...devices } = healthy.devices;
  return { ...healthy, devices: device ? { ...devices, [role]: device } : devices };
};
const down: DeviceNow = { ...ready, summary: 'unavailable' };

interface Fault {
  name: string;
  world: World;
  at: number;
  item: (item: Item) => Item;
  /** Written from the item by hand here, so that it does not repeat what `offer` does. */
  blocks: (item: Item) => boolean;
}
const same = (item: Item) => item;
const prints = (paper: 'a4' | 'ticket') => (item: Item) =>
  item.documents.some((made) => made.paper === paper);
const needsBoth = (means: readonly string[]) => (item: Item) =>
  item.identity.need === 'required' && item.identity.by.every((one) => means.includes(one));
const fault = (name: string, world: World, blocks: Fault['blocks'], more: Partial<Fault> = {}): Fault => ({
  name,
  world,
  at: now,
  item: same,
  blocks,
  ...more,
});
const past = { validUntil: '2026-11-24' };
const always = () => true;

/** Every single thing that can be wrong before somebody begins. */
const faults: Fault[] = [
  ...roles.flatMap((role) => {
    const blocks = {
      'id-card': needsBoth(['card']),
      scanner: needsBoth(['code', 'receipt']),
      'ticket-printer': prints('ticket'),
      'document-printer': prints('a4'),
      'social-security-card': () => false,
      camera: () => false,
    }[role];
    return [
      fault(`no ${role}`, without(role), blocks),
      fault(`${role} down`, without(role, down), blocks),
      fault(`${role} degraded`, without(role, { ...ready, summary: 'degraded' }), () => false),
    ];
  }),
  fault(
    'no reader and no scanner',
    { ...healthy, devices: { 'ticket-printer': ready, 'document-printer': ready } },
    (item) => item.identity.need === 'required',
  ),
  fault('A4 paper out', without('document-printer', out('paper.out')), prints('a4')),
  fault('toner out', without('document-printer', out('toner.out')), prints('a4')),
  fault('ticket paper out', without('ticket-printer', out('paper.out')), prints('ticket')),
  fault('no sheet left', { ...healthy, free: { sheets: 0, tickets: 100 } }, prints('a4')),
  fault('one sheet left', { ...healthy, free: { sheets: 1, tickets: 100 } }, (item) =>
    item.documents.some(({ paper, atMost }) => paper === 'a4' && atMost > 1),
  ),
  fault('no ticket left', { ...healthy, free: { sheets: 100, tickets: 0 } }, prints('ticket')),
  fault('sheets not counted', { ...healthy, free: { sheets: null, tickets: null } }, () => false),
  ...Object.keys(known.ports).flatMap((port) => {
    const { [port]: _, ...others } = healthy.ports;
    const seals = (item: Item) => item.request.sign && ['identity', 'signing'].includes(port);
    const blocks = (item: Item) => item.needs.ports.includes(port) || seals(item);
    return [
      fault(
        `port ${port} down`,
        { ...healthy, ports: { ...others, [port]: { up: false, since } } },
        (item) => blocks(item) && !(item.later && !seals(item)),
      ),
      fault(`port ${port} not connected`, { ...healthy, ports: others }, blocks),
    ];
  }),
  fault('guide past its day', healthy, always, {
    item: (item) => ({ ...item, guide: { ...item.guide, ...past } }),
  }),
  fault('rules past their day', healthy, (item) => item.rules !== null, {
    item: (item) => ({ ...item, rules: item.rules && { ...item.rules, ...past } }),
  }),
  fault('all regions past their day', healthy, (item) => item.regions.length > 0, {
    item: (item) => ({
      ...item,
      regions: item.regions.map((region) => ({ ...region, guide: { ...region.guide, ...past } })),
    }),
  }),
  fault('one region past its day', healthy, () => false, {
    item: (item) => ({
      ...item,
      regions: item.regions.map((region, index) =>
        index === 0 ? { ...region, guide: { ...region.guide, ...past } } : region,
      ),
    }),
  }),
  fault('closed at night', healthy, (item) => item.hours.week.thu[0]?.[0] !== '00:00', {
    at: Date.parse('2026-11-26T03:00:00+08:00'),
  }),
  fault('closing in a minute', healthy, (item) => item.hours.week.wed.at(-1)?.[1] === '22:00', {
    at: Date.parse('2026-11-25T21:59:00+08:00'),
  }),
  fault('battery for half a minute', { ...healthy, runsForMs: 30_000 }, always),
  fault('an hour until maintenance', { ...healthy, runsForMs: 3_600_000 }, () => false),
];

describe('the promise before the start', () => {
  it.each(items.map((item) => [item.id, item] as const))('%s is offered in a healthy world', (_, item) => {
    expect(offer(item, healthy, now)).toEqual({
      offered: true,
      supplies: suppliesOf(item),
      regions: item.regions.map(({ code }) => code),
      later: false,
    });
  });

  it.each(faults.map((one) => [one.name, one] as const))(
    'with %s: just what needs it is refused',
    (_, one) => {
      for (const item of items) {
        const offered = offer(one.item(item), one.world, one.at);
        expect({ id: item.id, offered: offered.offered }).toEqual({
          id: item.id,
          offered: !one.blocks(item),
        });
        if (!offered.offered) expect(offered.elsewhere).toEqual(item.elsewhere);
      }
    },
  );

  it('is broken by each kind of fault for some item', () => {
    expect(faults.length).toBeGreaterThan(60);
    const reasons = new Set(
      faults.flatMap((one) =>
        items.flatMap((item) => {
          const offered = offer(one.item(item), one.world, one.at);
          return offered.offered ? [] : [offered.refusal.reason];
        }),
      ),
    );
    const all: Refusal['reason'][] = [
      'device',
      'guide',
      'hours',
      'identity',
      'paper',
      'port',
      'rules',
      'supplies',
      'time',
      'toner',
    ];
    expect([...reasons].toSorted()).toEqual(all);
  });
});

it('two sessions are not both offered the last sheets', () => {
  const ledger = new SupplyLedger({ sheets: 2, tickets: 9 });
  const [dispute, code] = [openItem('data-dispute'), openItem('offline-code')];
  const seen = () => ({ ...healthy, free: ledger.free() });
  expect(offer(dispute, seen(), now).offered).toBe(true);
  expect(ledger.reserve('first', suppliesOf(dispute))).toEqual({ ok: true });
  expect(offer(code, seen(), now)).toMatchObject({
    offered: false,
    refusal: { reason: 'supplies', kind: 'sheets', needed: 2, free: 0 },
  });
  ledger.release('first');
  expect(offer(code, seen(), now).offered).toBe(true);
});

describe('a refusal', () => {
  const refusal = (item: Item, world: World, at = now) => {
    const offered = offer(item, world, at);
    return offered.offered ? null : offered;
  };
  const record = openItem('payment-record');

  it('says what is wrong and since when', () => {
    expect(refusal(record, without('document-printer', out('toner.out')))?.refusal).toEqual({
      reason: 'toner',
      role: 'document-printer',
      since,
    });
  });

  it('says when it opens again', () => {
    const night = Date.parse('2026-11-25T23:10:00+08:00');
    expect(refusal(openItem('appointment'), healthy, night)?.refusal).toEqual({
      reason: 'hours',
      opensAt: '2026-11-26T06:00',
    });
  });

  it('gives staff an entry for what is past its day', () => {
    const stale = { ...record, guide: { ...record.guide, ...past } };
    expect(refusal(stale, healthy)?.overdue).toEqual([
      { kind: 'guide', item: 'payment-record', region: null, version: '2026-11', since: '2026-11-24' },
    ]);
    const lastDay = { ...record, guide: { ...record.guide, validUntil: '2026-11-25' } };
    expect(offer(lastDay, healthy, now).offered).toBe(true);
  });

  it('leaves out a region whose guide is past its day', () => {
    const item = openItem('remote-care');
    const regions = item.regions.map((region) =>
      region.code === '330000' ? { ...region, guide: { ...region.guide, ...past } } : region,
    );
    expect(offer({ ...item, regions }, healthy, now)).toMatchObject({ regions: ['320000', '340000'] });
  });
});
