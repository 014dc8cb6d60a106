import themeList from '../../assets/catalogue/themes.json' with { type: 'json' };
import type { ThemeView } from '../../contract/view.ts';
import type { Browse, Catalogue, CatalogueItem } from '../../state-machines/catalogue.ts';
import type { ItemInfo, SessionItem } from '../../state-machines/ports.ts';
import { serviceInfo } from '../service-ports/service-info.ts';
import { catalogue, openItem } from '../services/catalogue.ts';
import type { CatalogueEntry } from '../services/catalogue-index.ts';
import { CatalogueSearch } from '../services/search.ts';
import type { Offers } from './offers.ts';

export interface ShelfOptions {
  /** The kiosk's own queue; a card on the attract screen begins it. */
  queue: ItemInfo;
  /** Ids of what the site shows first, the queue among them. */
  home: readonly string[];
  offers: Offers;
  /** The local date, `YYYY-MM-DD`. */
  today: () => string;
}

/** So many are handed over at once: two pages of six big choices. */
const most = 12;
/** Nobody looks through more; whoever does not find it types on. */
const mostFound = 600;
/** Where the kiosk's own queue stands among the others. */
const queueTheme = 'visits';

/** The items as the start page shows them, each with whether it can be begun now. */
export function createShelf({ queue, home, offers, today }: ShelfOptions): Catalogue {
  const entries = new Map(catalogue.map((entry) => [entry.id, entry]));
  const opened = new Map<string, SessionItem>();
  let openedOn = '';
  let search: CatalogueSearch | null = null;
  const index = () => (search ??= new CatalogueSearch(catalogue));

  const shown = ({ id, name, summary }: Pick<CatalogueEntry, 'id' | 'name' | 'summary'>): CatalogueItem => {
    if (id === queue.id) return { id, name, summary, closed: null, later: false };
    const item = openItem(id);
    const offered = offers.of(item);
    return { id, name, summary, closed: offers.closed(item), later: offered.offered && offered.later };
  };
  const inTheme = (theme: string | null) =>
    theme === null ? catalogue : catalogue.filter((entry) => entry.theme === theme);

  const found = ({ theme, text }: Browse): Pick<CatalogueEntry, 'id' | 'name' | 'summary'>[] => {
    if (text.trim() === '') {
      const own = theme === null || theme === queueTheme ? [queue] : [];
      return [...own, ...inTheme(theme)];
    }
    const typed = text.trim().toLowerCase();
    const own = [queue.name['zh-CN'], queue.name.en.toLowerCase()].some((name) => name.includes(typed));
    const ids = index().find(text, mostFound);
    const rest = ids
      .flatMap((id) => entries.get(id) ?? [])
      .filter((one) => theme === null || one.theme === theme);
    return own ? [queue, ...rest] : rest;
  };

  return {
    first: queue,
    home: () =>
      home.flatMap((id) => {
        const entry = id === queue.id ? queue : entries.get(id);
        return entry ? [shown(entry)] : [];
      }),
    themes: themesOf,
    list(browse) {
      // Made when somebody begins to look around, so that no key has to wait for it.
      index();
      const all = found(browse);
      return { items: all.slice(browse.from, browse.from + most).map(shown), total: all.length };
    },
    item(id) {
      if (id === queue.id) return queue;
      if (!entries.has(id)) return null;
      const day = today();
      // The regions of an item depend on the day.
      if (day !== openedOn) opened.clear();
      openedOn = day;
      const info = opened.get(id) ?? serviceInfo(openItem(id), day);
      opened.set(id, info);
      return info;
    },
    isOffered: (id) => id === queue.id || (entries.has(id) && offers.of(openItem(id)).offered),
  };
}

let themes: readonly ThemeView[] | null = null;

/** Counted once: a catalogue changes with a release only. */
function themesOf(): readonly ThemeView[] {
  const count = (theme: string) =>
    catalogue.filter((entry) => entry.theme === theme).length + (theme === queueTheme ? 1 : 0);
  themes ??= themeList
    .map(({ id, name }) => ({ id, name, count: count(id) }))
    .filter((theme) => theme.count > 0);
  return themes;
}
