import type { CatalogueEntry, PinyinText } from './catalogue-index.ts';

/** A text as it is compared: characters of its own, and their readings. */
interface Text {
  characters: string[];
  readings: string[];
}

interface Searchable {
  id: string;
  zh: Text[];
  /** Words of each text. */
  en: string[][];
}

/** The longest query that is looked at; nobody types more into a search field. */
const maxQuery = 40;

/**
 * Search as you type: Chinese characters, full pinyin, initials, a mixture of these, and beginnings of English
 * words in any order. What matches the name comes before what matches elsewhere, a beginning before the middle;
 * equals stay in the order of the catalogue.
 */
export class CatalogueSearch {
  readonly #entries: Searchable[];

  constructor(entries: readonly CatalogueEntry[]) {
    this.#entries = entries.map(({ id, zh, en }) => ({
      id,
      zh: zh.map(textOf),
      en: en.map((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)),
    }));
  }

  /** Ids, best first. An empty query finds nothing. */
  find(query: string, limit = 20): string[] {
    const words = query.normalize('NFKC').toLowerCase().slice(0, maxQuery).split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const typed = words.join('').replaceAll(/\p{P}/gu, '');
    const ranks: string[][] = [[], [], [], []];
    for (const entry of this.#entries) {
      const rank = Math.min(
        typed === '' ? nowhere : rankChinese(entry.zh, typed),
        rankEnglish(entry.en, words),
      );
      if (rank < ranks.length) ranks[rank]?.push(entry.id);
    }
    return ranks.flat().slice(0, limit);
  }
}

function textOf({ text, readings }: PinyinText): Text {
  const characters: string[] = [];
  const spelled: string[] = [];
  for (const [index, character] of [...text.toLowerCase()].entries()) {
    if (/[\s\p{P}]/u.test(character)) continue;
    characters.push(character);
    spelled.push(readings[index] ?? '');
  }
  return { characters, readings: spelled };
}

const nowhere = 9;

/** 0: begins the name, 1: within the name, 2: begins another text, 3: within one. */
function rankChinese(texts: readonly Text[], typed: string): number {
  let best = nowhere;
  for (const [index, text] of texts.entries()) {
    const base = index === 0 ? 0 : 2;
    if (base >= best) break;
    for (let at = 0; at < text.characters.length; at += 1) {
      if (!mayBegin(text, at, typed) || !fits(text, at, typed)) continue;
      best = Math.min(best, base + (at === 0 ? 0 : 1));
      break;
    }
  }
  return best;
}

function mayBegin({ characters, readings }: Text, at: number, typed: string): boolean {
  return readings[at]?.[0] === typed[0] || typed.startsWith(characters[at] ?? '');
}

/**
 * Whether what was typed spells the text from `at` on: each character by itself, by its initial, or by its reading,
 * of which the last may be unfinished. All ways are followed at once, so that the work is bounded by the lengths.
 */
function fits({ characters, readings }: Text, at: number, typed: string): boolean {
  let reached = [0];
  for (let next = at; reached.length > 0 && next < characters.length; next += 1) {
    const character = characters[next] ?? '';
    const reading = readings[next] ?? '';
    const further = new Set<number>();
    for (const from of reached) {
      if (typed.startsWith(character, from)) further.add(from + character.length);
      if (reading === '') continue;
      const rest = typed.length - from;
      if (rest < reading.length ? reading.startsWith(typed.slice(from)) : typed.startsWith(reading, from))
        further.add(from + Math.min(rest, reading.length));
      if (reading[0] === typed[from]) further.add(from + 1);
      if (/^[zcs]h/.test(reading) && typed.startsWith(reading.slice(0, 2), from)) further.add(from + 2);
    }
    if (further.has(typed.length)) return true;
    reached = [...further];
  }
  return false;
}

/** 0: begins the name, 1: all in the name, 3: all somewhere. */
function rankEnglish(texts: readonly (readonly string[])[], words: readonly string[]): number {
  const begins = (text: readonly string[], word: string) => text.some((other) => other.startsWith(word));
  const [name = []] = texts;
  if (words.every((word) => begins(name, word))) return name[0]?.startsWith(words[0] ?? '') ? 0 : 1;
  return words.every((word) => texts.some((text) => begins(text, word))) ? 3 : nowhere;
}
