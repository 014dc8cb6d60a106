import type { Problem } from '../contract/problem.ts';
import type { Way } from '../contract/view.ts';
import { isDown } from './events.ts';
import type { DeviceEvent } from './events.ts';
import type { DeviceReadiness, SessionItem } from './ports.ts';

/** The devices by which somebody shows who they are. */
export type Showing = Record<'id-card' | 'scanner', DeviceReadiness>;

export function withDevice(devices: Showing, { role, readiness }: DeviceEvent): Showing {
  return role in devices ? { ...devices, [role]: readiness } : devices;
}

/** What may be shown for an item. The kiosk's own queue takes cards only. */
export function waysOf(item: SessionItem): readonly Way[] {
  return item.flow === 'service' ? item.by : ['card'];
}

/** Of the ways of an item, those whose device works. */
export function waysNow(ways: readonly Way[], devices: Showing): readonly Way[] {
  return ways.filter((way) => !isDown(devices[deviceOf(way)]));
}

/** Where no way is left: the trouble of the first that the item names. */
export function whyNoWay(ways: readonly Way[], devices: Showing): Problem {
  const device = deviceOf(ways[0] ?? 'card');
  return devices[device].problem ?? (device === 'scanner' ? 'scanner-unavailable' : 'reader-unavailable');
}

function deviceOf(way: Way): keyof Showing {
  return way === 'card' ? 'id-card' : 'scanner';
}
