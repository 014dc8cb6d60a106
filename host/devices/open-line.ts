import { transportFor } from '../../drivers/transport/open.ts';
import type { OpenTransport } from '../../drivers/transport/transport.ts';
import type { LineDevice } from '../config/schema.ts';

/** The line that the configuration names. Throws for a simulator that nobody has started. */
export function openLine({ id, transport }: LineDevice): OpenTransport {
  if (transport.kind === 'simulator') throw new Error(`device ${id} is simulated and has no simulator`);
  return transportFor(transport);
}
