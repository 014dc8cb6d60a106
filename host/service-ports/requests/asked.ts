import type { Language, Localized } from '../../../contract/localized.ts';
import type { ResultView } from '../../../contract/service-view.ts';
import type { Platform } from '../../../platform/open.ts';
import type { Failure, RequestInput } from '../../../state-machines/service/service.ts';
import type { Item } from '../../services/item-schema.ts';
import type { Deposit } from '../archive.ts';
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
  /** Takes a package that the archive did not take now: to be deposited with the same key, until it answers. */
  later(deposit: Deposit): void;
}

/** One request, about a person that the city knows. */
export interface Asked {
  world: RequestWorld;
  item: Item;
  order: RequestOrder;
  subject: string;
  signal: AbortSignal;
}

export type Answered = { ok: true; result: Omit<ResultView, 'sent'>; paper: Paper | null } | Failure;

/** A value of the form that the request cannot be made without. @throws Error; the form has been checked. */
export function textOf({ itemId, values }: RequestOrder, field: string): string {
  const value = values[field];
  if (typeof value !== 'string' || value === '') throw new Error(`${itemId} is asked without ${field}`);
  return value;
}
