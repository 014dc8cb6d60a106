import type { Localized } from '../../contract/localized.ts';
import type { Item } from './item-schema.ts';

/** What the start page and the search know of an item; the item itself is read when it is wanted. */
export interface CatalogueEntry {
  id: string;
  name: Localized;
  summary: Localized;
  theme: string;
  who: Item['who'];
  /** Texts to be found by, the name first. */
  zh: PinyinText[];
  en: string[];
}

/** A Chinese text and the reading of each of its characters; empty for what has none. */
export interface PinyinText {
  text: string;
  readings: string[];
}

/**
 * Makes the entries of items. Pinyin comes from pinyin-pro, which reads a character by the words around it; it is
 * large and loaded here only, where a catalogue is made, not where one is read.
 */
export async function makeEntries(
  items: readonly Pick<Item, 'id' | 'name' | 'summary' | 'theme' | 'who' | 'keywords'>[],
): Promise<CatalogueEntry[]> {
  const { pinyin } = await import('pinyin-pro');
  const read = (text: string): PinyinText => {
    const readings = pinyin(text, { type: 'all', toneType: 'none', v: true });
    return { text, readings: readings.map(({ pinyin: reading, isZh }) => (isZh ? reading : '')) };
  };
  return items.map(({ id, name, summary, theme, who, keywords }) => ({
    id,
    name,
    summary,
    theme,
    who,
    zh: [name['zh-CN'], ...keywords['zh-CN'], summary['zh-CN']].map(read),
    en: [name.en, ...keywords.en, summary.en],
  }));
}
