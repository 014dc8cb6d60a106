import type { Language, Localized } from '../../../contract/localized.ts';
import type { ResultView } from '../../../contract/service-view.ts';
import type { Platform } from '../../../platform/open.ts';
import type { Failure, RequestInput } from '../../../state-machines/service/service.ts';
import type { Whose } from '../../outbox/entry.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Item } from '../../services/item-schema.ts';
import type { PromisedTicket } from '../../store/promises.ts';
import type { Paper } from '../paper.ts';

/** What a request is made with, beside what the machine says. */
export type RequestOrder = RequestInput & {
  /** Of the paper. */
  language: Language;
  /** The citizen reads one of the two largest text sizes. */
  largePrint: boolean;
  /**
   * When this operation was asked for the first time, ms since the epoch: the same for every retry and after a
   * restart. A question with the same key must be the same to the letter, days and consents included.
   */
  startedAt: number;
};

export interface RequestWorld {
  platform: Platform;
  /** IANA name. */
  timeZone: string;
  /** The city's reference of the place where the kiosk stands, and what people call it. */
  office: string;
  siteName: Localized;
  /** What is handed in goes through it. */
  outbox: Pick<Outbox, 'has' | 'post' | 'deliver'>;
  /** A ticket of the city's queue was given, with a promise on it. */
  watchTicket(ticket: PromisedTicket): void;
}

/** One request, about a person that the city knows. */
export interface Asked {
  world: RequestWorld;
  item: Item;
  order: RequestOrder;
  subject: string;
  signal: AbortSignal;
}

/** One request that may wait for the city; nobody may have been asked yet who it is. */
export type AskedLater = Omit<Asked, 'subject'> & { whose: Whose };

export type Answered = { ok: true; result: Omit<ResultView, 'sent'>; paper: Paper | null } | Failure;
/** Or kept, to be sent when the city is back. */
export type AnsweredLater = Answered | { ok: true; result: 'waiting' };

/** A value of the form that the request cannot be made without. @throws Error; the form has been checked. */
export function textOf({ itemId, values }: RequestOrder, field: string): string {
  const value = values[field];
  if (typeof value !== 'string' || value === '') throw new Error(`${itemId} is asked without ${field}`);
  return value;
}
