import { transmitPaperStatus } from './commands.ts';
import { cutCommand } from './cut.ts';
import type { EncodedTicket } from './encode-ticket.ts';
import { processIdRequest } from './process-id.ts';
import type { PrinterProfile } from './profile.ts';

/** What else is in the printer's way when a ticket is sent. */
export interface Before {
  /** Half of an earlier ticket may hang on the cutter. */
  unfinished: boolean;
  /** A ticket stands at the mouth. */
  atMouth: boolean;
}

/** Whole commands in the order of the wire: what is left of earlier tickets out of the way, the ticket, the fence. */
export function inWireOrder(
  { segments: [head, ...rest] }: EncodedTicket,
  processId: string,
  before: Before,
  profile: PrinterProfile,
): Uint8Array[] {
  const { presenter, fence } = profile;
  // What is left belongs to someone else: it must neither hang on this ticket nor come out together with it.
  const separate = before.unfinished ? cutCommand('partial', profile) : null;
  const clear = before.unfinished || before.atMouth ? (presenter?.retract ?? presenter?.eject) : null;
  const end = { 'process-id': processIdRequest(processId), 'gs-r': transmitPaperStatus, none: null }[fence];
  return [head, separate, clear, ...rest, end].filter((bytes) => bytes !== null && bytes !== undefined);
}
