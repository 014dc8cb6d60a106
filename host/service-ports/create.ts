import { randomBytes } from 'node:crypto';
import type { Localized } from '../../contract/localized.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { DocumentPrinter } from '../../drivers/contract/document-printer.ts';
import type { TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import type { Platform } from '../../platform/open.ts';
import type { Failure, Identified, Requested, RequestInput } from '../../state-machines/service/service.ts';
import { ReleaseDesk } from '../documents/release-desk.ts';
import { DocumentRenderer } from '../documents/renderer.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { openItem } from '../services/catalogue.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { JournalWatch } from '../store/journal-watch.ts';
import type { PromisedTicket } from '../store/promises.ts';
import type { Store } from '../store/store.ts';
import { createCheck } from './check.ts';
import { createChoices } from './choices.ts';
import { createDispute } from './dispute.ts';
import { fields } from './fields.ts';
import { createGather } from './gather.ts';
import type { Services } from './lazy.ts';
import type { Paper } from './paper.ts';
import { printPaper } from './print-document.ts';
import { createRate, type Rated } from './rate.ts';
import { createRequest } from './request.ts';
import { createSign } from './sign.ts';

export interface ServicesOptions {
  platform: Platform;
  outbox: Outbox;
  store: Pick<Store, 'effects' | 'journal'>;
  journal: JournalWatch;
  documents: DocumentPrinter | null;
  tickets: TicketPrinter | null;
  documentMs: number;
  ticketMs: number;
  /** IANA name. */
  timeZone: string;
  /** The city's name of the office that this kiosk stands for. */
  office: string;
  siteName: Localized;
  log: KioskLog;
  clock: Clock;
  /** Settles when what an earlier run left in the journal has been decided. */
  reconciled: Promise<void>;
  /** Resolves when the session's present step is kept where the next host finds it after a crash. */
  remember(): Promise<void>;
  /** A ticket of the city's queue was given, with a promise on it. */
  watchTicket(ticket: PromisedTicket): void;
  /** A rating has reached the city; a bad one is answered in stages. */
  rated(item: string, level: number, rated: Rated): void;
  /** As the citizen has them now. */
  settings(): Settings;
}

/** What is held of one session, in memory only. */
interface Room {
  desk: ReleaseDesk;
  papers: Map<string, Paper>;
}

/** The world of service items, put together: the city, the journal, the papers. */
export function createServices(options: ServicesOptions): Omit<Services, 'close'> {
  const { platform, store, journal, log, clock, timeZone, office, siteName } = options;
  const { outbox, watchTicket } = options;
  const parts = { platform, clock, timeZone, office, siteName, outbox, watchTicket };
  const renderer = new DocumentRenderer(clock);
  const rooms = new Map<string, Room>();
  const ask = createRequest(parts);
  const gather = createGather(parts);
  const dispute = createDispute(parts);

  const roomOf = (sessionId: string, person: Identified | null): Room => {
    const known = rooms.get(sessionId);
    if (known) return known;
    const subject = { name: person?.name ?? '', idNumber: person?.idNumber ?? '' };
    const desk = new ReleaseDesk({ sessionId, subject, key: randomBytes(32) });
    const room = { desk, papers: new Map<string, Paper>() };
    rooms.set(sessionId, room);
    return room;
  };

  const request = async (input: RequestInput, signal: AbortSignal): Promise<Requested | Failure> => {
    const { opId, sessionId, itemId } = input;
    // A session that comes back must know that it had asked; the same operation then has the same answer.
    await options.remember();
    journal.before(() => {
      store.effects.prepare(opId, 'service.request', sessionId, itemId);
      store.effects.ask(opId);
    });
    const asked = store.journal.get(opId);
    if (!asked) throw new Error(`request ${opId} is not in the journal`);
    const started = clock.monotonic();
    const { language, textSize } = options.settings();
    const { requested, paper } = await ask(
      { ...input, language, largePrint: textSize >= 1.6, startedAt: asked.createdAt },
      signal,
    );
    const ms = Math.round(clock.monotonic() - started);
    if (!requested.ok) {
      if (requested.problem === 'city-refused') {
        journal.after(() => store.effects.failed(opId, 'refused'));
        log.write('service.refused', { item: itemId, op: opId, refusal: 'city-refused' });
      } else log.write('service.failed', { item: itemId, op: opId, serviceProblem: requested.problem });
      return requested;
    }
    journal.after(() => store.effects.done(opId, requested.result.sent));
    if (paper !== null) roomOf(sessionId, input.person).papers.set(opId, paper);
    const { sent } = requested.result;
    const changes = openItem(itemId).request.changes ? 'yes' : 'no';
    log.write('service.requested', { item: itemId, op: opId, sent, changes, ms });
    return requested;
  };

  return {
    fields,
    async gather(who, signal) {
      const gathered = await gather(who, signal);
      const shown = gathered.ok ? fields(who.itemId, who.variant) : [];
      if (gathered.ok && gathered.faults.length === 0 && shown.length > 0)
        log.write('service.prefilled', {
          item: who.itemId,
          fields: shown.length,
          filled: shown.filter(({ id }) => gathered.sources[id] !== undefined).length,
        });
      return gathered;
    },
    choices: createChoices(parts),
    ...createCheck({
      clock,
      timeZone,
      judged: (item, { verdict, rules, open }) =>
        log.write('service.prechecked', { item, verdict, rules, open }),
    }),
    sign: createSign(parts),
    request,
    async print(input, signal) {
      const { opId, sessionId, itemId, person } = input;
      const room = roomOf(sessionId, person);
      if (!room.papers.has(opId)) {
        // The host was started again in between: the city gives the same once more.
        const again = await request(input, signal);
        if (!again.ok) return again;
      }
      const paper = room.papers.get(opId);
      if (!paper) throw new Error(`request ${opId} brought nothing to print`);
      const { documents, tickets, documentMs, ticketMs, reconciled } = options;
      return printPaper(
        {
          effects: store.effects,
          journal,
          documents,
          tickets,
          documentMs,
          ticketMs,
          renderer,
          log,
          clock,
          reconciled,
        },
        { opId: `${opId}-paper`, sessionId, itemId, paper, desk: room.desk },
        signal,
      );
    },
    async dispute(input, signal) {
      const { opId, itemId } = input;
      const raised = await dispute(input, signal);
      if (raised.ok) log.write('service.disputed', { item: itemId, op: opId });
      return raised;
    },
    rate: createRate({ platform, outbox, rated: options.rated }),
    forget(sessionId) {
      rooms.get(sessionId)?.desk.close();
      rooms.delete(sessionId);
      // What it has in its memory is somebody's.
      void renderer.close();
    },
  };
}
