import type { Localized } from '../../contract/localized.ts';
import type { Role } from '../../drivers/contract/roles.ts';
import type { ConditionCode, DeviceStatus } from '../../drivers/contract/status.ts';
import { localTime } from '../store/local-time.ts';
import { isOverdue, type Overdue, overdueOf } from './freshness.ts';
import { type Calendar, openingAt } from './hours.ts';
import type { Item } from './item-schema.ts';
import { type Counted, shortOf, type SupplyKind, type Supplies } from './supplies.ts';

/** A device as far as a promise needs it. `since`: ISO 8601. */
export interface DeviceNow extends Pick<DeviceStatus, 'summary' | 'conditions'> {
  since: string;
}

/** All that is known when somebody might begin. */
export interface World {
  /** A role that is missing has no device at this kiosk. */
  devices: Partial<Record<Role, DeviceNow>>;
  /** Paper that is not promised to anybody. */
  free: Counted;
  /** A port that is missing is not connected. `since`: ISO 8601. */
  ports: Readonly<Record<string, { up: boolean; since: string }>>;
  /** How long the kiosk runs on, in ms: battery, announced maintenance, the session's ceiling. `null`: no end known. */
  runsForMs: number | null;
  calendar: Calendar;
  /** IANA name. */
  timeZone: string;
}

/** Why an item cannot be finished now. `since` and `opensAt` are ISO 8601; `null` where it is not known. */
export type Refusal =
  | { reason: 'device'; role: Role; absent: boolean; since: string | null }
  | { reason: 'paper' | 'toner'; role: Role; since: string | null }
  /** Somebody else was promised what is left, or too little is left. */
  | { reason: 'supplies'; kind: SupplyKind; needed: number; free: number }
  | { reason: 'identity'; roles: readonly Role[]; since: string | null }
  | { reason: 'port'; port: string; since: string | null }
  | { reason: 'hours'; opensAt: string | null }
  | { reason: 'guide' | 'rules'; since: string }
  | { reason: 'time'; neededMs: number; leftMs: number };

export type Offer =
  /** `regions`: those whose guide is good, where the item has regions. */
  /** `later`: a system of the city does not answer; what is handed in is kept and sent when it does. */
  | { offered: true; supplies: Supplies; regions: string[]; later: boolean }
  | { offered: false; refusal: Refusal; elsewhere: Localized; overdue: Overdue[] };

const identityRoles = { card: 'id-card', code: 'scanner', receipt: 'scanner' } as const;

/** The most paper that one session can use. */
export function suppliesOf({ documents }: Item): Supplies {
  const sum = (wanted: 'a4' | 'ticket') =>
    documents.reduce((pieces, { paper, atMost }) => (paper === wanted ? pieces + atMost : pieces), 0);
  return { sheets: sum('a4'), tickets: sum('ticket') };
}

/**
 * Whether an item that is begun now can be finished. The promise is made before the start: what is known to stand
 * in the way is told, with since when and where else, and nothing is begun.
 * @param now ms since 1970.
 */
export function offer(item: Item, world: World, now: number): Offer {
  const today = localTime(now, world.timeZone).date;
  const away = portsAway(item, world);
  const missing = away.find(({ port }) => !mayWait(item, world, port));
  const refusal =
    staleness(item, today) ??
    closed(item, world, now) ??
    missing ??
    missingIdentity(item, world) ??
    missingDevice(item, world) ??
    missingPaper(item, world);
  if (refusal) return { offered: false, refusal, elsewhere: item.elsewhere, overdue: overdueOf(item, today) };
  const regions = item.regions.filter(({ guide }) => !isOverdue(guide, today)).map(({ code }) => code);
  return { offered: true, supplies: suppliesOf(item), regions, later: away.length > 0 };
}

/** Fresh or closed. A region's guide closes that region, and the item when none is left. */
function staleness({ guide, rules, regions }: Item, today: string): Refusal | null {
  if (isOverdue(guide, today)) return { reason: 'guide', since: guide.validUntil };
  if (rules && isOverdue(rules, today)) return { reason: 'rules', since: rules.validUntil };
  if (regions.length === 0 || regions.some((region) => !isOverdue(region.guide, today))) return null;
  const last = regions.map((region) => region.guide.validUntil).toSorted();
  return { reason: 'guide', since: last.at(-1) ?? '' };
}

function closed({ hours, minutes }: Item, world: World, now: number): Refusal | null {
  const opening = openingAt(hours, world.calendar, now, world.timeZone);
  if (!opening.open) return { reason: 'hours', opensAt: opening.opensAt };
  const ends = [opening.closesInMs, world.runsForMs].filter((ms) => ms !== null);
  const leftMs = Math.min(...ends);
  const neededMs = minutes.atMost * 60_000;
  return leftMs < neededMs ? { reason: 'time', neededMs, leftMs } : null;
}

/** What is signed is sealed while the citizen is there, by the city and for somebody whom it knows. */
const sealing: readonly string[] = ['identity', 'signing'];

/** A system that is away for now can be waited for; one that the kiosk does not know would be waited for in vain. */
function mayWait({ later, request }: Item, { ports }: World, port: string): boolean {
  return later && Object.hasOwn(ports, port) && !(request.sign && sealing.includes(port));
}

function portsAway({ needs, request }: Item, { ports }: World): (Refusal & { reason: 'port' })[] {
  return [...new Set([...needs.ports, ...(request.sign ? sealing : [])])].flatMap((port) => {
    const state = Object.hasOwn(ports, port) ? ports[port] : undefined;
    return state?.up ? [] : { reason: 'port' as const, port, since: state?.since ?? null };
  });
}

/** One means of identification is enough. */
function missingIdentity({ identity }: Item, { devices }: World): Refusal | null {
  if (identity.need !== 'required') return null;
  const roles = [...new Set(identity.by.map((means) => identityRoles[means]))];
  if (roles.some((role) => isUsable(devices[role]))) return null;
  const since = roles.flatMap((role) => devices[role]?.since ?? []).toSorted();
  return { reason: 'identity', roles, since: since[0] ?? null };
}

const printers = { a4: 'document-printer', ticket: 'ticket-printer' } as const;
/** A condition that the citizen is told as what it is: paper can be filled up, a device has to be repaired. */
const outOf: readonly [ConditionCode, 'paper' | 'toner'][] = [
  ['paper.out', 'paper'],
  ['toner.out', 'toner'],
];

function missingDevice({ documents, needs }: Item, { devices }: World): Refusal | null {
  const roles = new Set([...documents.map(({ paper }) => printers[paper]), ...needs.devices]);
  for (const role of roles) {
    const device = devices[role];
    const since = device?.since ?? null;
    for (const [code, reason] of outOf)
      if (device?.conditions.some((condition) => condition.code === code)) return { reason, role, since };
    if (!isUsable(device)) return { reason: 'device', role, absent: device === undefined, since };
  }
  return null;
}

function isUsable(device: DeviceNow | undefined): boolean {
  return device !== undefined && device.summary !== 'unavailable';
}

function missingPaper(item: Item, { free }: World): Refusal | null {
  const needed = suppliesOf(item);
  const short = shortOf(needed, free);
  return short === null
    ? null
    : { reason: 'supplies', kind: short, needed: needed[short], free: free[short] ?? 0 };
}
