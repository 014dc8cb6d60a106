import type { CarryScreen } from './carry-view.ts';
import type { Localized } from './localized.ts';
import type { Problem } from './problem.ts';
import type { ServiceScreen } from './service-view.ts';
import type { Settings } from './settings.ts';

/** The physical panel: everything on screen is sized in millimetres from it. */
export interface Panel {
  widthPx: number;
  heightPx: number;
  /** Diagonal of the visible area in inches. */
  diagonalInch: number;
}

/** A service item on the attract screen. */
export interface ItemView {
  id: string;
  name: Localized;
  summary: Localized;
  /** `null`: can be started and finished now. Otherwise why not. */
  unavailable: Problem | ClosedView | null;
  /** The city does not answer: what is handed in is kept, and sent when it does. */
  later: boolean;
}

/** Why an item is not offered now, and where it can be done instead. */
export interface ClosedView {
  reason: Localized;
  elsewhere: Localized;
}

export interface ThemeView {
  id: string;
  name: Localized;
  /** So many items are in it. */
  count: number;
}

export interface BusinessView {
  id: string;
  /** The letter in front of its ticket numbers. */
  prefix: string;
  name: Localized;
  summary: Localized;
  /** The longest wait that the city promises for it (work plan: 10 ordinary, 30 complex). */
  promiseMinutes: number;
  peopleAhead: number;
  /** `null`: can be chosen. `needs-card`: only with an identity card. */
  unavailable: null | 'needs-card';
}

/** Who was identified. Masked unless the citizen holds the reveal button down. */
export interface PersonView {
  name: string;
  idNumber: string;
  revealed: boolean;
}

/** What the ticket says, also shown on the screen so that a lost ticket does not lose the place. */
export interface TicketView {
  number: string;
  business: Localized;
  promiseMinutes: number;
  peopleAhead: number;
  /** Local time of day the number was taken, `HH:mm`. */
  takenAt: string;
}

/** The named steps of a session, in the order of its flow; shown on every one of its screens. */
export const queueSteps = ['identify', 'choose', 'confirm', 'take'] as const;
export const serviceSteps = ['identify', 'fill', 'check', 'take'] as const;
export type Step = (typeof queueSteps)[number] | (typeof serviceSteps)[number];

/** What a citizen can show: a card, the city's code, the receipt of a case. */
export const ways = ['card', 'code', 'receipt'] as const;
export type Way = (typeof ways)[number];

/** One screen, one meaning. The renderer maps every `name` to a component, exhaustively. */
export type Screen =
  | { name: 'starting' }
  | { name: 'attract'; items: ItemView[]; total: number }
  | {
      name: 'browse';
      themes: readonly ThemeView[];
      /** `null`: all of them. */
      theme: string | null;
      /** What was searched for. */
      text: string;
      items: readonly ItemView[];
      /** Place of the first of `items`, from 0, of `total`. */
      from: number;
      total: number;
    }
  | {
      name: 'out-of-service';
      problem: Problem;
      /** ISO 8601 instant since when. */
      since: string;
    }
  /** `ways`: what can be shown now. `reading`: a card lies there; `checking`: a code was read. */
  | { name: 'identify'; phase: 'waiting' | 'reading' | 'checking'; ways: readonly Way[]; canSkip: boolean }
  | {
      name: 'identify-problem';
      problem: Problem;
      ways: readonly Way[];
      canRetry: boolean;
      canSkip: boolean;
    }
  | { name: 'choose'; person: PersonView | null; businesses: BusinessView[] }
  | { name: 'confirm'; person: PersonView | null; business: BusinessView }
  | { name: 'issuing'; business: BusinessView; number: string | null }
  | { name: 'print-problem'; problem: Problem; ticket: TicketView | null; canRetry: boolean }
  | {
      name: 'take';
      card: 'on-reader' | 'taken' | 'none';
      /** `a4`: pages lie in the tray of the document printer. */
      paper: 'ticket' | 'a4';
      /** `uncertain`: it could not be confirmed that the paper came out; the number is valid all the same. */
      outcome: 'printed' | 'uncertain' | 'none';
      ticket: TicketView | null;
    }
  | { name: 'thanks'; ticket: TicketView | null }
  | { name: 'ending' }
  | CarryScreen
  | ServiceScreen;
export type ScreenName = Screen['name'];

/**
 * The countdown of the current step. Times are durations from the moment of the push, so that the screen
 * needs no clock in common with the host.
 */
export interface IdleView {
  /** `quiet`: a ring only. `warning`: "Still there?" is asked. */
  phase: 'quiet' | 'warning';
  remainingMs: number;
  totalMs: number;
  /** How often it can still be extended. */
  extensionsLeft: number;
}

/** The whole of what the screen knows. It holds nothing else and keeps nothing. */
export interface KioskView {
  /** Goes up by one at each push within a host's life. */
  revision: number;
  site: {
    name: Localized;
    place: Localized;
    helpPhone: string;
    /** IANA name; every time on the screen is in it. */
    timeZone: string;
  };
  panel: Panel;
  /** Training mode: simulated devices are in use, and every screen says so. */
  training: boolean;
  settings: Settings;
  helpOpen: boolean;
  /** Of the session's flow; empty outside a session. */
  steps: readonly Step[];
  /** Where the session is in `steps`; `null` outside a session. */
  step: Step | null;
  idle: IdleView | null;
  /** What was filled in can be left here and carried to another kiosk of the site. */
  canPause: boolean;
  screen: Screen;
}
