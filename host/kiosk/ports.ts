import { randomBytes } from 'node:crypto';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { Command } from '../../drivers/contract/device.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { IdCardReader } from '../../drivers/contract/id-card.ts';
import type { PrintReceipt, Ticket, TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import { pause, raceAbort } from '../../drivers/runtime/deadline.ts';
import type { BusinessInfo, Ending, IssuedTicket, Ports, SessionItem } from '../../state-machines/ports.ts';
import type { Config } from '../config/schema.ts';
import { localTime } from '../store/local-time.ts';
import { isDiskTrouble } from '../store/disk-trouble.ts';
import type { JournalWatch } from '../store/journal-watch.ts';
import type { Store } from '../store/store.ts';
import type { Dispatch } from '../store/journal.ts';
import type { KioskLog } from './kiosk-log.ts';
import { goneFor } from './gone-for.ts';
import { retractTicket } from './retract-ticket.ts';
import { layoutTicket } from './ticket-layout.ts';

export interface World {
  config: Config;
  items: readonly SessionItem[];
  reader: IdCardReader | null;
  printer: TicketPrinter | null;
  store: Pick<Store, 'journal' | 'numbers' | 'tickets'>;
  journal: JournalWatch;
  codes: Pick<Ports, 'waitForCode' | 'waitForCarried' | 'resolveCode'>;
  log: KioskLog;
  clock: Clock;
  sessionId(): string | null;
  /** Settles when what an earlier run left in the journal has been decided. */
  reconciled: Promise<void>;
  /** Resolves when the session's present step is kept where the next host finds it after a crash. */
  remember(): Promise<void>;
  /** Makes what was kept of the session unreadable, for every ending. Idempotent. */
  endSession(session: { sessionId: string; ending: Ending }): Promise<void>;
}

/** How long a printer is given after a restart to say whether the last ticket reached paper. */
export const reconcileMs = 5000;
/** A person may take as long as they like; the flow ends the waiting, and the driver wants a number. */
const untilAborted = 24 * 3600 * 1000;

/** What the flows may do to the world: devices, numbers, time, and the wipe. */
export function createPorts(world: World): Ports {
  const { clock, store, journal, log, reader, printer, config } = world;
  const businesses = businessesOf(world.items);
  const readId = (): string => `read-${randomBytes(4).toString('hex')}`;

  return {
    async waitForCard(signal) {
      if (!reader) return never(signal);
      for (;;) {
        try {
          return await reader.waitForCard({ opId: readId(), deadlineMs: untilAborted, signal });
        } catch (error) {
          if (!(error instanceof DeviceError) || error.code !== 'timeout') throw error;
        }
      }
    },

    async readCard(signal) {
      if (!reader) throw absent('no card reader is configured');
      const started = clock.monotonic();
      const ms = () => Math.round(clock.monotonic() - started);
      try {
        const record = await reader.read({ opId: readId(), deadlineMs: readTimeout(config), signal });
        log.write('card.read', { device: reader.id, kind: record.kind, ms: ms() });
        return record;
      } catch (error) {
        if (error instanceof DeviceError && error.code !== 'canceled')
          log.write('card.read-failed', {
            device: reader.id,
            condition: error.condition ?? 'none',
            code: error.code,
            ms: ms(),
          });
        throw error;
      }
    },

    ...world.codes,

    async waitForRemoval(signal) {
      if (!reader) return 'cannot-tell';
      const inner = new AbortController();
      const abort = () => inner.abort();
      signal.addEventListener('abort', abort);
      try {
        return await Promise.race([
          reader
            .waitForRemoval({ opId: readId(), deadlineMs: untilAborted, signal: inner.signal })
            .then(() => 'removed' as const),
          goneFor(reader, clock, config.timeouts.takeMs, inner.signal).then(() => 'cannot-tell' as const),
        ]);
      } catch (error) {
        if (error instanceof DeviceError && error.code !== 'canceled') return 'cannot-tell';
        throw error;
      } finally {
        signal.removeEventListener('abort', abort);
        abort();
      }
    },

    async queueLengths() {
      return store.numbers.queueLengths(businesses);
    },

    async takeNumber({ opId, businessId }) {
      const session = world.sessionId();
      if (session === null) throw new Error('a number was asked for outside a session');
      const business = businessOf(world.items, businessId);
      // A session that comes back must know that it had asked; the same operation then gets the same number.
      await world.remember();
      const before = store.tickets.get(opId);
      if (before) return before;
      const { ticket, clockWentBack } = journal.before(() =>
        store.tickets.issue({ opId, sessionId: session, business }),
      );
      if (clockWentBack) log.write('clock.went-back', {});
      log.write('number.taken', { number: ticket.number, business: businessId, op: opId });
      return ticket;
    },

    async printTicket({ opId }, signal) {
      // What an earlier run had sent is decided first, so that it is not sent a second time.
      await world.reconciled;
      const dispatch = dispatched(world, opId);
      switch (dispatch) {
        case 'printed':
        case 'uncertain':
          return dispatch;
        case 'in-flight':
        case 'void':
          throw new Error(`ticket ${opId} is ${dispatch} and was asked to be printed`);
        case 'send':
          return send(world, opId, signal);
      }
    },

    async voidNumber({ opId, reason }) {
      const ticket = store.tickets.get(opId);
      // Asking for the number may have failed before there was one.
      if (!ticket) return;
      journal.after(() => store.tickets.voidNumber(opId, reason));
      log.write('number.void', {
        number: ticket.number,
        reason,
        op: opId,
        business: ticket.businessId,
      });
    },

    async waitForTaken(signal) {
      if (!printer) return 'cannot-tell';
      try {
        await printer.waitForTaken({ opId: readId(), deadlineMs: untilAborted, signal });
        return 'taken';
      } catch (error) {
        if (error instanceof DeviceError && error.code !== 'canceled') return 'cannot-tell';
        throw error;
      }
    },

    retractTicket: (signal) => retractTicket(printer, log, signal),

    wait: (ms, signal) => pause(clock, ms, signal),

    endSession: (session) => world.endSession(session),

    newSessionId: () => randomBytes(8).toString('hex'),
    monotonic: () => clock.monotonic(),
  };
}

/** @throws DeviceError with effect `none` where it cannot be recorded that the ticket is sent, so that it must not be. */
function dispatched({ store, journal }: World, opId: string): Dispatch {
  try {
    return journal.before(() => store.tickets.dispatch(opId));
  } catch (error) {
    if (!isDiskTrouble(error)) throw error;
    throw new DeviceError('condition', 'the journal cannot be written', {
      effect: 'none',
      retry: 'afterFix',
      cause: error,
    });
  }
}

/** The one place where a ticket goes to a printer. The journal has it as dispatched already. */
async function send(world: World, opId: string, signal: AbortSignal): Promise<'printed' | 'uncertain'> {
  const { config, printer, store, journal, log, clock } = world;
  const ticket = store.tickets.get(opId);
  if (!ticket) throw new Error(`operation ${opId} has no number`);
  const started = clock.monotonic();
  try {
    if (!printer) throw absent('no ticket printer is configured');
    const confirmation = await printOrReconcile(printer, ticketFor(world, ticket), {
      opId,
      deadlineMs: printTimeout(config),
      signal,
    });
    journal.after(() => store.tickets.printed(opId, confirmation));
    const ms = Math.round(clock.monotonic() - started);
    log.write('ticket.printed', { device: printer.id, number: ticket.number, op: opId, confirmation, ms });
    return 'printed';
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const reason = error.condition ?? error.code;
    const entry = {
      device: printer?.id ?? 'none',
      number: ticket.number,
      op: opId,
      reason,
      code: error.code,
    };
    if (error.effect === 'none') {
      journal.after(() => store.tickets.failed(opId, reason));
      log.write('ticket.not-sent', entry);
      throw error;
    }
    // Something may have reached paper: the number stays valid, staff look, and nothing is sent again.
    journal.after(() => store.tickets.uncertain(opId, reason));
    log.write('ticket.uncertain', entry);
    return 'uncertain';
  }
}

/**
 * A driver whose process died within a ticket cannot know how far it got; the next one asks the printer. That also
 * throws away what the printer still holds of it.
 */
async function printOrReconcile(
  printer: TicketPrinter,
  ticket: Ticket,
  command: Command,
): Promise<PrintReceipt['confirmation']> {
  try {
    return (await printer.print(ticket, command)).confirmation;
  } catch (error) {
    if (!(error instanceof DeviceError) || error.condition !== 'driver.crashed' || error.effect === 'none')
      throw error;
    const { opId } = command;
    const answer = await printer.reconcile(opId, { opId, deadlineMs: reconcileMs }).catch(() => 'unknown');
    if (answer !== 'printed') throw error;
    return 'printed';
  }
}

function ticketFor({ config, store, items, clock }: World, ticket: IssuedTicket): Ticket {
  const { site } = config;
  return layoutTicket({
    siteId: site.id,
    siteName: site.name,
    place: site.place,
    serviceDay: store.numbers.get(ticket.opId)?.serviceDay ?? '',
    number: ticket.number,
    business: businessOf(items, ticket.businessId).name,
    peopleAhead: ticket.peopleAhead,
    promiseMinutes: ticket.promiseMinutes,
    takenAt: `${localTime(clock.now(), site.timeZone).date} ${ticket.takenAt}`,
  });
}

function businessesOf(items: readonly SessionItem[]): BusinessInfo[] {
  return items.flatMap((item) => (item.flow === 'queue-ticket' ? item.businesses : []));
}

function businessOf(items: readonly SessionItem[], id: string): BusinessInfo {
  const business = businessesOf(items).find((known) => known.id === id);
  if (!business) throw new Error(`no business ${id}`);
  return business;
}

function absent(message: string): DeviceError {
  return new DeviceError('disconnected', message, {
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
}

/** Settles only when the flow gives up. */
function never(signal: AbortSignal): Promise<never> {
  return raceAbort(new Promise<never>(() => {}), signal);
}

function readTimeout({ devices }: Config): number {
  const device = devices.find(({ role }) => role === 'id-card');
  return device?.role === 'id-card' ? device.timeouts.readMs : 0;
}

function printTimeout({ devices }: Config): number {
  const device = devices.find(({ role }) => role === 'ticket-printer');
  return device?.role === 'ticket-printer' ? device.timeouts.printMs : 0;
}
