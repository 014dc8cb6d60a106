import { randomBytes } from 'node:crypto';
import type { Clock } from '../../drivers/contract/clock.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { DocumentPrinter } from '../../drivers/contract/document-printer.ts';
import type { TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import { isDeviceError, problemOf } from '../../state-machines/problem-of.ts';
import type { Failure } from '../../state-machines/service/service.ts';
import { DocumentError } from '../documents/document-error.ts';
import type { ReleaseDesk } from '../documents/release-desk.ts';
import type { RenderedDocument } from '../documents/render.ts';
import type { DocumentRenderer } from '../documents/renderer.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import type { Effects } from '../store/effects.ts';
import { isDiskTrouble } from '../store/disk-trouble.ts';
import type { JournalWatch } from '../store/journal-watch.ts';
import type { Paper } from './paper.ts';

export interface PrintRoom {
  effects: Effects;
  journal: JournalWatch;
  documents: DocumentPrinter | null;
  tickets: TicketPrinter | null;
  renderer: Pick<DocumentRenderer, 'render'>;
  log: KioskLog;
  clock: Clock;
  /** Settles when what an earlier run left in the journal has been decided. */
  reconciled: Promise<void>;
  documentMs: number;
  ticketMs: number;
}

export interface PrintJob {
  opId: string;
  sessionId: string;
  itemId: string;
  paper: Paper;
  /** Of the session. */
  desk: ReleaseDesk;
}

export type Printed = { ok: true; paper: 'printed' | 'uncertain' } | Failure;

/** A page takes some ten milliseconds; whoever waits longer waits for a machine that hangs. */
const renderMs = 20_000;

/**
 * The one place where a paper of a service goes to a printer: made, looked at again by nothing but its own bytes,
 * recorded, sent, and never sent a second time.
 */
export async function printPaper(room: PrintRoom, job: PrintJob, signal: AbortSignal): Promise<Printed> {
  // What an earlier run had sent is decided first, so that it is not sent a second time.
  await room.reconciled;
  const { opId, sessionId, itemId, paper } = job;
  const started = room.clock.monotonic();
  room.journal.before(() => room.effects.prepare(opId, 'document.print', sessionId, itemId));
  const made = paper.on === 'a4' ? await make(room, job, paper, signal) : null;
  if (made !== null && 'ok' in made) return made;
  const dispatch = dispatched(room, opId);
  if (dispatch === 'failed') return failure('kiosk-fault', true);
  if (dispatch === 'printed' || dispatch === 'uncertain') return { ok: true, paper: dispatch };
  if (dispatch !== 'send') throw new Error(`paper ${opId} is ${dispatch} and was asked to be printed`);
  const told = { item: itemId, op: opId, pages: made?.pages ?? 1, bytes: made?.pdf.byteLength ?? 0 };
  const ms = () => Math.round(room.clock.monotonic() - started);
  try {
    const confirmation = await send(room, job, made, signal);
    room.journal.after(() => room.effects.done(opId, confirmation));
    room.log.write('service.document', { ...told, outcome: 'printed', ms: ms() });
    return { ok: true, paper: 'printed' };
  } catch (error) {
    if (!isDeviceError(error)) throw error;
    const reason = error.condition ?? error.code;
    if (error.effect === 'none') {
      room.journal.after(() => room.effects.failed(opId, reason));
      room.log.write('service.document', { ...told, outcome: 'failed', ms: ms() });
      return failure(problemOf('ticket-printer', error), true);
    }
    // Some of it may be on paper: nothing is sent again, and staff look.
    room.journal.after(() => room.effects.uncertain(opId, reason));
    room.log.write('service.document', { ...told, outcome: 'uncertain', ms: ms() });
    return { ok: true, paper: 'uncertain' };
  }
}

/** The sealed file, released to this person by its own bytes. */
async function make(
  { renderer, log, clock }: PrintRoom,
  { opId, itemId, desk }: PrintJob,
  { document }: Extract<Paper, { on: 'a4' }>,
  signal: AbortSignal,
): Promise<RenderedDocument | Failure> {
  const jobId = randomBytes(16).toString('hex');
  const started = clock.monotonic();
  const callOff = () => desk.callOff(jobId);
  signal.addEventListener('abort', callOff);
  const refused = () =>
    log.write('service.document', {
      item: itemId,
      op: opId,
      pages: 0,
      bytes: 0,
      outcome: 'refused',
      ms: Math.round(clock.monotonic() - started),
    });
  try {
    const made = await renderer.render(document, desk.order(jobId, document.kind), renderMs);
    const release = desk.release(jobId, made);
    if (release.ok) return made;
    // Called off: whoever ordered it has gone.
    if (signal.aborted) return failure('document-refused', true);
    refused();
    log.write('document.refused', { op: opId });
    return failure('document-refused', true);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    refused();
    log.write('document.not-made', { op: opId });
    // A character that no font has is missing the next time too.
    return failure('kiosk-fault', error.code === 'deadline' || error.code === 'renderer-lost');
  } finally {
    signal.removeEventListener('abort', callOff);
  }
}

/** `failed`: it cannot be recorded that it is sent, so it must not be. */
function dispatched(
  { journal, effects }: PrintRoom,
  opId: string,
): ReturnType<Effects['dispatch']> | 'failed' {
  try {
    return journal.before(() => effects.dispatch(opId));
  } catch (error) {
    if (!isDiskTrouble(error)) throw error;
    return 'failed';
  }
}

async function send(
  { documents, tickets, documentMs, ticketMs }: PrintRoom,
  { opId, paper }: PrintJob,
  made: RenderedDocument | null,
  signal: AbortSignal,
): Promise<'printed' | 'accepted'> {
  if (paper.on === 'ticket') {
    if (!tickets) throw absent('no ticket printer is configured');
    return (await tickets.print(paper.ticket, { opId, deadlineMs: ticketMs, signal })).confirmation;
  }
  if (!documents || made === null) throw absent('no document printer is configured');
  const order = { pdf: made.pdf, copies: paper.copies, sides: 'one-sided' } as const;
  return (await documents.print(order, { opId, deadlineMs: documentMs, signal })).confirmation;
}

function absent(message: string): DeviceError {
  return new DeviceError('disconnected', message, {
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
}

const failure = (problem: Failure['problem'], retry: boolean): Failure => ({
  ok: false,
  problem,
  reason: null,
  retry,
});
