import { randomBytes } from 'node:crypto';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import type { KioskLog } from './kiosk-log.ts';

/** A presenter takes a second or two; a line that is gone may come back meanwhile. */
const retractMs = 10_000;

/**
 * Takes a ticket back in that is still at the printer's mouth, so that the next person does not get it. Does nothing
 * where the printer cannot; where it fails, staff are told, and the next ticket goes out behind another attempt.
 */
export async function retractTicket(
  printer: TicketPrinter | null,
  log: KioskLog,
  signal: AbortSignal,
): Promise<void> {
  if (!printer?.capabilities.has('retract')) return;
  const opId = `retract-${randomBytes(4).toString('hex')}`;
  try {
    const outcome = await printer.retract({ opId, deadlineMs: retractMs, signal });
    if (outcome === 'retracted') log.write('ticket.retracted', { device: printer.id });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    if (error.code === 'canceled') return;
    const { condition = 'none', code } = error;
    log.write('ticket.retract-failed', { device: printer.id, condition, code });
  }
}
