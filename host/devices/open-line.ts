import { transportFor } from '../../drivers/transport/open.ts';
import type { OpenTransport, TransportConfig } from '../../drivers/transport/transport.ts';
import type { DeviceConfig } from '../config/schema.ts';

/**
 * The line that the configuration names. Throws for a simulator that nobody has started.
 * @param open for drivers that have something between themselves and the line.
 */
export function openLine(
  { id, transport }: DeviceConfig,
  open: (place: TransportConfig) => OpenTransport = transportFor,
): OpenTransport {
  if (transport.kind === 'simulator') throw new Error(`device ${id} is simulated and has no simulator`);
  return open(transport);
}
