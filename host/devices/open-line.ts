import { transportFor } from '../../drivers/transport/open.ts';
import type { OpenTransport } from '../../drivers/transport/transport.ts';
import type { LineConfig } from '../config/schema.ts';

/** The line that the configuration names. Throws for a simulator that nobody has started. */
export function openLine({ id, transport }: { id: string; transport: LineConfig }): OpenTransport {
  if (transport.kind === 'simulator') throw new Error(`device ${id} is simulated and has no simulator`);
  return transportFor(transport);
}
