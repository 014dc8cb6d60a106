/**
 * Writes what follows from the service items: `assets/catalogue/index.json`, which is all that a start reads,
 * `assets/catalogue/fresh-until.json`, so that nobody opens every item to see which is past its day, and
 * `assets/catalogue/service-item.schema.json` for editors. `npm run catalogue`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { itemJsonSchema } from '../host/services/item-json-schema.ts';
import { makeEntries } from '../host/services/catalogue-index.ts';
import { freshUntil } from '../host/services/freshness.ts';
import type { Item } from '../host/services/item-schema.ts';
import { parseItem } from '../host/services/parse-item.ts';

const services = new URL('../assets/services/', import.meta.url);
const catalogue = new URL('../assets/catalogue/', import.meta.url);

/** The items in the order of their file names. Queue tickets are another kind and have no entry. */
export function readItems(): Item[] {
  const files = readdirSync(services).filter(
    (file) => file.endsWith('.json') && file !== 'queue-ticket.json',
  );
  return files.toSorted().map((file) => {
    const parsed = parseItem(JSON.parse(readFileSync(new URL(file, services), 'utf8')));
    if (!parsed.ok) throw new Error(`${file} is no service item; see tongban services check`);
    return parsed.item;
  });
}

/** Item → the last day on which everything in it is good. */
export function freshDays(items: readonly Item[]): Record<string, string> {
  return Object.fromEntries(items.map((item) => [item.id, freshUntil(item)]));
}

if (import.meta.main) {
  const write = (file: string, value: unknown) =>
    writeFileSync(new URL(file, catalogue), `${JSON.stringify(value, null, 2)}\n`);
  const items = readItems();
  write('index.json', await makeEntries(items));
  write('fresh-until.json', freshDays(items));
  write('service-item.schema.json', itemJsonSchema());
}
