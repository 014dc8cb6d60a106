import { transportFor } from '../../drivers/transport/open.ts';
import type { OpenTransport, TransportConfig } from '../../drivers/transport/transport.ts';

interface Connected<BaudRate> {
  id: string;
  transport: TransportConfig<BaudRate> | { kind: 'simulator' };
}

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
  return open(transport);
}
