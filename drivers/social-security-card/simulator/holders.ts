import iconv from 'iconv-lite';
import { z } from 'zod';
import { cardFiles, type CardItem, type ItemForm, type ItemName } from '../card-files.ts';
import holders from './holders.json' with { type: 'json' };

const itemForms: Readonly<Record<ItemName, CardItem>> = { ...cardFiles.ef05.items, ...cardFiles.ef06.items };
const itemNames = Object.keys(itemForms) as ItemName[];

const holderSchema = z.strictObject({
  id: z.enum(['plain', 'rare-name', 'wrong-number']),
  /** The invented holder, as printed on the card. */
  holder: z.string(),
  /** What the records say; `null` where the card has no such record. */
  items: z.record(z.enum(itemNames), z.string().nullable()),
});
export type Holder = z.infer<typeof holderSchema>;

/** Cards of invented holders. Their numbers are samples from the standards, or one with a wrong check. */
const simulatedHolders: readonly Holder[] = z.array(holderSchema).parse(holders);

export function holderNamed(id: Holder['id']): Holder {
  const found = simulatedHolders.find((holder) => holder.id === id);
  if (!found) throw new RangeError(`no holder ${id}`);
  return found;
}

/** The records of one file in order, `null` for those that the card does not have. */
export function recordsOf(holder: Holder, file: keyof typeof cardFiles): (Uint8Array | null)[] {
  return Object.entries(cardFiles[file].items as Record<string, CardItem>).map(
    ([name, { id, form, length }]) => {
      const text = holder.items[name as ItemName];
      if (text === null) return null;
      const value = padded(form, text, length);
      return Uint8Array.of(id, value.length, ...value);
    },
  );
}

function padded(form: ItemForm, text: string, length: number): Uint8Array {
  switch (form) {
    case 'bcd':
      return Buffer.from(text.padEnd(2 * length, 'F'), 'hex');
    case 'text':
      return Buffer.alloc(length, 0).fill(text, 0, text.length, 'latin1');
    case 'name': {
      const bytes = Buffer.alloc(length, 0);
      bytes.set(iconv.encode(text, 'gb18030'));
      return bytes;
    }
  }
}
