import type { Found } from '../../drivers/discovery/found.ts';
import { matched, type Wanted } from '../../drivers/discovery/match.ts';
import { systemBuses } from '../../drivers/discovery/system-buses.ts';
import { transportFor } from '../../drivers/transport/open.ts';
import type { OpenTransport, TransportConfig } from '../../drivers/transport/transport.ts';

interface Connected<BaudRate> {
  id: string;
  transport: TransportConfig<BaudRate> | ({ kind: 'match' } & Wanted<BaudRate>) | { kind: 'simulator' };
}

/** The serial numbers by which this kiosk knows its devices: none of them stands in for another. */
const ownSerialNumbers = new Set<string>();

/** The line that the configuration names. Throws for a simulator that nobody has started. */
export function openLine(config: Connected<number>): OpenTransport;
/** @param open for drivers that have something between themselves and the line. */
export function openLine<BaudRate>(
  config: Connected<BaudRate>,
  open: (place: TransportConfig<BaudRate>) => OpenTransport,
): OpenTransport;
export function openLine(
  { id, transport }: Connected<number>,
  open: (place: TransportConfig) => OpenTransport = transportFor,
): OpenTransport {
  if (transport.kind === 'simulator') throw new Error(`device ${id} is simulated and has no simulator`);
  if (transport.kind !== 'match') return open(transport);
  if (transport.serialNumber !== undefined) ownSerialNumbers.add(nameOf(transport));
  const isAnothers = (found: Found) => ownSerialNumbers.has(nameOf(found));
  return matched(transport, { buses: systemBuses, open, isAnothers });
}

function nameOf({ bus, vendorId, productId, serialNumber }: Found | Wanted): string {
  return [bus, vendorId, productId, serialNumber].join(' ');
}
