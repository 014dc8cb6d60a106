import type { ClosedView, ThemeView } from '../contract/view.ts';
import type { Localized } from '../contract/localized.ts';
import type { SessionItem } from './ports.ts';

/** What somebody looks for on the start page. */
export interface Browse {
  /** `null`: all of them. */
  theme: string | null;
  /** What was typed; empty: nothing is searched for. */
  text: string;
  /** Place of the first that is shown, from 0. */
  from: number;
}

/** An item as it is offered. */
export interface CatalogueItem {
  id: string;
  name: Localized;
  summary: Localized;
  /** Why it cannot be begun and finished now; `null`: it can, as far as the host can tell. */
  closed: ClosedView | null;
  /** The city does not answer: it is kept and sent later. */
  later: boolean;
}

/**
 * The items of this kiosk. There may be thousands, so that nobody holds the list: what is shown is asked for. All of it
 * answers at once and as things are now.
 */
export interface Catalogue {
  /** What a card on the attract screen begins. */
  readonly first: SessionItem;
  /** What the site shows first. */
  home(): readonly CatalogueItem[];
  themes(): readonly ThemeView[];
  list(browse: Browse): { items: readonly CatalogueItem[]; total: number };
  /** `null`: there is none of this name. */
  item(id: string): SessionItem | null;
  /** Whether what the item needs besides its readers and the ticket printer is there. */
  isOffered(id: string): boolean;
}
