import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import index from '../../assets/catalogue/index.json' with { type: 'json' };
import type { CatalogueEntry } from './catalogue-index.ts';
import type { Item } from './item-schema.ts';
import { parseItem } from './parse-item.ts';

const itemsFolder = join(import.meta.dirname, '..', '..', 'assets', 'services');

/** The service items of this release, as the start page and the search need them. */
const entries: CatalogueEntry[] = [...(index as CatalogueEntry[])];
export const catalogue: readonly CatalogueEntry[] = entries;

const opened = new Map<string, Item>();

/** Adds items to those of this release; for measurements, and before anything else looks. */
export function addToCatalogue(entry: CatalogueEntry, item: Item): void {
  entries.push(entry);
  opened.set(entry.id, item);
}

/**
 * A service item whole. It is read when it is wanted for the first time: a start reads the index only.
 * @throws Error where there is no such item or its file is bad; items are part of the program, so this is a bug.
 */
export function openItem(id: string): Item {
  const known = opened.get(id);
  if (known) return known;
  if (!catalogue.some((entry) => entry.id === id)) throw new Error(`no service item ${id}`);
  const parsed = parseItem(JSON.parse(readFileSync(join(itemsFolder, `${id}.json`), 'utf8')));
  if (!parsed.ok)
    throw new Error(`service item ${id}: ${parsed.problems.map(({ path }) => path).join(', ')}`);
  opened.set(id, parsed.item);
  return parsed.item;
}
