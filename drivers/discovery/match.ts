import { lineGone } from '../transport/line-gone.ts';
import type { OpenTransport, TransportConfig } from '../transport/transport.ts';
import type { Buses, Found } from './found.ts';

/** A device by what it is instead of by where it is: after a replug it may be somewhere else. */
export type Wanted<BaudRate = number> = {
  /** Four hexadecimal digits in lower case. */
  vendorId: string;
  productId: string;
  serialNumber?: string | undefined;
} & ({ bus: 'serial'; baudRate: BaudRate } | { bus: 'hid' | 'usb' });

export interface MatchOptions<BaudRate> {
  buses: Buses;
  open(place: TransportConfig<BaudRate>): OpenTransport;
  /** Whether another device of the kiosk is known by this serial number. */
  isAnothers(found: Found): boolean;
}

/** Looks for the device each time that a line is opened. */
export function matched<BaudRate>(
  wanted: Wanted<BaudRate>,
  { buses, open, isAnothers }: MatchOptions<BaudRate>,
): OpenTransport {
  return async (signal) => {
    const { bus } = wanted;
    const all = await buses[bus]().catch((error: Error) => {
      throw lineGone(`cannot list ${bus} devices (${error.message})`, 'none');
    });
    const { path } = pick(wanted, all, isAnothers);
    return open(bus === 'serial' ? { kind: bus, path, baudRate: wanted.baudRate } : { kind: bus, path })(
      signal,
    );
  };
}

/**
 * The one with the wanted serial number, else the only one of its kind: a device that was exchanged for an equal
 * one is the same device to the kiosk. Where several come into question, none is taken.
 */
function pick(
  { bus, vendorId, productId, serialNumber }: Wanted<unknown>,
  all: readonly Found[],
  isAnothers: (found: Found) => boolean,
): Found {
  const kind = `${bus} device ${vendorId}:${productId}`;
  const same = all.filter((found) => found.vendorId === vendorId && found.productId === productId);
  const exact = same.filter((found) => serialNumber !== undefined && found.serialNumber === serialNumber);
  const candidates = exact.length > 0 ? exact : same.filter((found) => !isAnothers(found));
  const [one, ...others] = candidates;
  if (!one) throw lineGone(`no ${kind}`, 'none');
  if (others.length > 0) {
    const names = candidates.map((found) => `${found.path} (serial number ${found.serialNumber ?? 'none'})`);
    throw lineGone(`${names.length} of ${kind} and none is certain: ${names.join(', ')}`, 'none');
  }
  return one;
}
