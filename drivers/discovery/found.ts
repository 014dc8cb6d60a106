import type { Role } from '../contract/roles.ts';
import type { TransportConfig } from '../transport/transport.ts';

export type Bus = 'serial' | 'hid' | 'usb' | 'tcp';

/** Something that is plugged in, as the system lists it. */
export interface Found {
  bus: Bus;
  /** Where it is now, and another place after a replug: `/dev/ttyUSB0`, `/dev/hidraw1`, `1-2.3`, `host:port`. */
  path: string;
  /** Four hexadecimal digits in lower case, where it hangs on USB. */
  vendorId?: string | undefined;
  productId?: string | undefined;
  serialNumber?: string | undefined;
  /** What it calls itself. */
  product?: string | undefined;
  /** What the configuration takes it for: a tcp host is known from nowhere else. */
  configuredAs?: Role | undefined;
}

/** Lists what is on each bus. Rejects with a reason for a person where the system cannot tell. */
export type Buses = Readonly<Record<Bus, () => Promise<Found[]>>>;

/** @param baudRate of a serial port; the other buses have none. */
export function placeOf({ bus, path }: Found, baudRate: number): TransportConfig {
  if (bus === 'serial') return { kind: 'serial', path, baudRate };
  if (bus !== 'tcp') return { kind: bus, path };
  const colon = path.lastIndexOf(':');
  return { kind: 'tcp', host: path.slice(0, colon), port: Number(path.slice(colon + 1)) };
}
