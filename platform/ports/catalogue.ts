import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, fen, localized, reference } from '../core/shapes.ts';

/** GB/T 2260 code of a province. */
const region = z.string().regex(/^\d{2}0000$/);
const audience = z.enum(['person', 'enterprise']);
const channel = z.enum(['kiosk', 'counter', 'online']);

/** The items that can be done, and the guide of each (事项库、办事指南). */
export const catalogue = definePort({
  id: 'catalogue',
  title: { 'zh-CN': '事项与办事指南', en: 'Catalogue and guides' },
  operations: {
    regions: {
      summary: 'The regions whose items can be received here.',
      effects: 'none',
      about: null,
      timeoutMs: 8000,
      request: z.strictObject({}),
      reply: z.object({ regions: z.array(z.object({ region, name: localized })) }),
      refusals: [],
    },
    list: {
      summary: 'The items of a region.',
      effects: 'none',
      about: 'region',
      timeoutMs: 12_000,
      request: z.strictObject({ region, audience }),
      reply: z.object({
        items: z.array(
          z.object({
            item: reference,
            title: localized,
            summary: localized,
            department: z.string(),
            theme: reference,
            business: reference,
            class: z.enum(['ordinary', 'complex']),
            channels: z.array(channel),
            /** The items that it bundles. */
            parts: z.array(reference),
            version: z.string(),
          }),
        ),
      }),
      refusals: ['unknownRegion'],
    },
    guide: {
      summary: 'What one has to know for an item, and how sure that is.',
      effects: 'none',
      about: 'item',
      timeoutMs: 8000,
      request: z.strictObject({ item: reference, region }),
      reply: z.object({
        title: localized,
        version: z.string(),
        effectiveFrom: date,
        /** When somebody last held it against the rules. */
        checkedOn: date,
        /** Until when it may be shown; after that the item is blocked. */
        checkDueOn: date,
        conditions: z.array(localized),
        materials: z.array(
          z.object({
            material: reference,
            title: localized,
            required: z.boolean(),
            /** The kind of licence with which nobody has to bring it. */
            licence: reference.nullable(),
          }),
        ),
        promisedWorkingDays: z.int().min(0),
        legalWorkingDays: z.int().min(0),
        feeFen: fen,
        offices: z.array(reference),
        standards: z.array(z.string()),
      }),
      refusals: ['unknownItem', 'notInRegion'],
    },
  },
});
