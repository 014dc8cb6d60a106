import { valueAt, formatPath } from '../config/layers.ts';
import { explain, unknownSetting } from '../config/problem.ts';
import type { Localized } from '../../contract/localized.ts';
import { type Item, itemSchema } from './item-schema.ts';

/** One thing that is wrong with an item, for the person who wrote it. */
export interface ItemProblem {
  /** `form.fields.phone.label`; `$` for the item as a whole. */
  path: string;
  /** Follows the path to make a sentence. */
  message: Localized;
}

/** Adds a problem to those of an item; the sentences follow the path. */
export type Say = (path: string, zh: string, en: string) => void;

export type ParsedItem = { ok: true; item: Item } | { ok: false; problems: ItemProblem[] };

/** Reads a service item from JSON that was parsed. Only its shape is looked at; `checkItem` looks at its sense. */
export function parseItem(value: unknown): ParsedItem {
  const parsed = itemSchema.safeParse(value);
  if (parsed.success) return { ok: true, item: parsed.data };
  const problems = parsed.error.issues.flatMap((issue): ItemProblem[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: formatPath([...issue.path, key]), message: unknownSetting }));
    return [{ path: formatPath(issue.path), message: explain(issue, valueAt(issue.path, value)) }];
  });
  return { ok: false, problems };
}
