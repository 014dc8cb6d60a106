import { z } from 'zod';
import itemData from '../../../assets/platform/items.json' with { type: 'json' };
import { date, localized, reference } from '../../core/shapes.ts';

const itemSchema = z.strictObject({
  id: reference,
  title: localized,
  summary: localized,
  department: z.string(),
  audience: z.enum(['person', 'enterprise']),
  theme: reference,
  /** Which queue it waits in. */
  business: reference,
  class: z.enum(['ordinary', 'complex']),
  channels: z.array(z.enum(['kiosk', 'counter', 'online'])),
  /** Where it can be received, as GB/T 2260 provinces. */
  regions: z.array(z.string()),
  /** The items that it bundles (一件事, 一业一证). */
  parts: z.array(reference),
  /** Of a bundle, who does which part and within how many working days; at the same time as the others. */
  departments: z
    .array(
      z.strictObject({ part: reference, title: localized, department: z.string(), days: z.int().min(1) }),
    )
    .default([]),
  version: z.string(),
  effectiveFrom: date,
  promisedDays: z.int(),
  legalDays: z.int(),
  feeFen: z.int(),
  standards: z.array(z.string()),
  /** Its guide was not looked at in time. */
  overdue: z.boolean().default(false),
  conditions: z.array(localized),
  fields: z.array(
    z.strictObject({
      field: reference,
      label: localized,
      /** Who knows it; `null`: only the person. */
      source: z.enum(['id-card', 'register', 'licence', 'case']).nullable(),
      required: z.boolean(),
      pattern: z.string().optional(),
    }),
  ),
  materials: z.array(
    z.strictObject({
      material: reference,
      title: localized,
      /** The kind of licence that stands for it; `null`: there is none, it has to be brought. */
      licence: reference.nullable(),
      required: z.boolean(),
    }),
  ),
  rules: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ rule: reference, kind: z.literal('age-at-least'), years: z.int(), reason: localized }),
      /** What no machine can tell. */
      z.strictObject({ rule: reference, kind: z.literal('by-a-clerk'), reason: localized }),
    ]),
  ),
});
export type Item = z.infer<typeof itemSchema>;

export const items: readonly Item[] = z.array(itemSchema).parse(itemData);

export function itemNamed(id: string): Item | null {
  return items.find((item) => item.id === id) ?? null;
}
