import type { Ticket } from '../contract/ticket-printer.ts';
import { GS } from './commands.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * GS V function B: feeds until the last line is past the cutter, and cuts. The cut that the model lacks is
 * replaced by the one it has; null when it has none or none is wanted.
 */
export function cutCommand(wanted: Ticket['cut'], { cut }: PrinterProfile): Uint8Array | null {
  if (wanted === 'none' || (!cut.partial && !cut.full)) return null;
  const full = wanted === 'full' ? cut.full : !cut.partial;
  return Uint8Array.of(GS, 0x56, full ? 65 : 66, 0);
}
