import type { Localized } from '../contract/localized.ts';
import type { Problem } from '../contract/problem.ts';
import type { IdCardRecord } from '../drivers/contract/id-card.ts';
import type { Identified, ServiceInfo } from './service/service.ts';

/** One thing that people queue for. Comes from `assets/services`. */
export interface BusinessInfo {
  id: string;
  prefix: string;
  name: Localized;
  summary: Localized;
  promiseMinutes: number;
  needsCard: boolean;
}

/** The item of the kiosk's own queue. */
export interface ItemInfo {
  flow: 'queue-ticket';
  id: string;
  name: Localized;
  summary: Localized;
  /** `optional`: the citizen may continue without a card. */
  identity: 'required' | 'optional';
  businesses: readonly BusinessInfo[];
}

/** What a session can be begun with. */
export type SessionItem = ItemInfo | ServiceInfo;

export interface IssuedTicket {
  opId: string;
  /** As printed and called, for example `A012`. */
  number: string;
  businessId: string;
  peopleAhead: number;
  promiseMinutes: number;
  /** Local time of day, `HH:mm`. */
  takenAt: string;
}

/** Whose code was shown, or the receipt of a case, which shows nobody. */
export type ResolvedCode =
  | { ok: true; person: Identified; receipt: null }
  | { ok: true; person: null; receipt: string }
  | { ok: false; problem: 'code-unknown' | 'code-expired' | 'code-unreadable' | 'code-unchecked' };

/** How a session came to its end. */
export type Ending = 'finished' | 'cancelled' | 'idle' | 'ceiling' | 'failed' | 'power';

/** What the machines need from devices. A role without a configured device is `absent`. */
export type DeviceRole = 'id-card' | 'ticket-printer' | 'scanner' | 'ups';
export interface DeviceReadiness {
  required: boolean;
  /** `starting` until the device has answered or its first deadline has passed. */
  state: 'absent' | 'starting' | 'ready' | 'degraded' | 'unavailable';
  /** Why, in the citizen's terms; only when `unavailable` or `absent`. */
  problem: Problem | null;
  /** Since when, ISO 8601. */
  since: string;
}

export interface Delays {
  /**
   * Without a touch: in a step until the warning, on the attract screen until settings fall back, and after
   * the job until staff are told of a card or a ticket that nobody takes.
   */
  idleMs: number;
  /** "Still there?" until the session ends. At least 20 s (WCAG 2.2, 2.2.1). */
  warningMs: number;
  /** How often the warning can be answered with "still there". */
  extensions: number;
  /** The longest session, whatever is touched. A ticket that is being printed is waited for. */
  ceilingMs: number;
  thanksMs: number;
  /** For taking a card or a ticket where the device cannot tell that it was taken. */
  takeMs: number;
}

/**
 * The world outside the machines; the host supplies it, tests supply scripted ones. Everything honours the
 * abort signal that the machine gives it. Device failures reject with DeviceError. `readCard` and `printTicket`
 * settle by a deadline of their own, which depends on the model; the machines put one on the ports of the store.
 */
export interface Ports {
  /** Resolves when a card lies on the reader; waits for ever, also while the reader is not there. */
  waitForCard(signal: AbortSignal): Promise<void>;
  readCard(signal: AbortSignal): Promise<IdCardRecord>;
  /**
   * Resolves when a code was shown; waits for ever, also while the scanner is not there. The host holds the code, as
   * a reader holds a card: it is a secret, and never comes into a machine. `unreadable`: it did not come over whole.
   */
  waitForCode(signal: AbortSignal): Promise<'read' | 'unreadable'>;
  /**
   * Resolves with a code that another kiosk of the site showed for what was left there; waits for ever, and passes
   * over every other code.
   */
  waitForCarried(signal: AbortSignal): Promise<string>;
  /**
   * What the code that the host holds stands for; the host forgets it by that. After a restart it holds none, and
   * the answer is `code-unreadable`. Settles by a deadline of its own.
   */
  resolveCode(wanted: { code: boolean; receipt: boolean }, signal: AbortSignal): Promise<ResolvedCode>;
  /** `cannot-tell` at once where the reader has no way to know or is gone. Waits for ever otherwise. */
  waitForRemoval(signal: AbortSignal): Promise<'removed' | 'cannot-tell'>;
  /** People waiting per business id, now. */
  queueLengths(signal: AbortSignal): Promise<Readonly<Record<string, number>>>;
  /** Takes the next number and journals the ticket. The same `opId` gives the same number again. */
  takeNumber(input: { opId: string; businessId: string }, signal: AbortSignal): Promise<IssuedTicket>;
  /**
   * Prints the ticket of `opId`, never twice: once it was sent, every further call answers what is known.
   * Rejects with DeviceError; with effect `none` it may be called again.
   */
  printTicket(input: { opId: string }, signal: AbortSignal): Promise<'printed' | 'uncertain'>;
  /**
   * Records why a number will not be called. Only for a ticket that was never sent. Also called when
   * `takeNumber` failed, so it does nothing where no number was taken.
   */
  voidNumber(input: { opId: string; reason: Ending | Problem }, signal: AbortSignal): Promise<void>;
  waitForTaken(signal: AbortSignal): Promise<'taken' | 'cannot-tell'>;
  /** Takes back in what is still at the printer's mouth, where the printer can. Settles by a deadline of its own. */
  retractTicket(signal: AbortSignal): Promise<void>;
  /** The one timer. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Wipes everything that the session left. Idempotent: a crash in the middle runs it again. */
  endSession(input: { sessionId: string; ending: Ending }, signal: AbortSignal): Promise<void>;
  /** A new random session id, 16 lower-case hex digits. */
  newSessionId(): string;
  /** Monotonic milliseconds, to tell how much of a countdown is left. */
  monotonic(): number;
}
