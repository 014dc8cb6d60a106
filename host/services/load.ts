import { z } from 'zod';
import queueTicket from '../../assets/services/queue-ticket.json' with { type: 'json' };
import { localizedSchema } from '../config/localized-schema.ts';
import type { BusinessInfo, ItemInfo } from '../../state-machines/ports.ts';

/** The longest wait, in minutes, that the city promises: 10 for an ordinary matter, 30 for a complex one. */
export const promiseMinutes = { ordinary: 10, complex: 30 } as const;

const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

const businessSchema = z.strictObject({
  id,
  prefix: z.string().regex(/^[A-Z]{1,2}$/, 'one or two capital letters'),
  class: z.enum(['ordinary', 'complex']),
  needsCard: z.boolean(),
  name: localizedSchema,
  summary: localizedSchema,
});
type Business = z.infer<typeof businessSchema>;

const itemSchema = z.strictObject({
  id,
  name: localizedSchema,
  summary: localizedSchema,
  identity: z.enum(['required', 'optional']),
  businesses: z.array(businessSchema).min(1),
});

/**
 * Checks service items and gives them in the machines' terms. Prefixes and business ids differ over all items:
 * a number must name one queue only.
 * @throws Error naming the item and what is wrong with it; items are part of the program, so this is a bug.
 */
export function parseServices(documents: readonly unknown[]): ItemInfo[] {
  const items = documents.map((document, index): ItemInfo => {
    const parsed = itemSchema.safeParse(document);
    if (!parsed.success) throw new Error(`service item ${index}: ${z.prettifyError(parsed.error)}`);
    const { businesses, ...item } = parsed.data;
    return { ...item, flow: 'queue-ticket', businesses: businesses.map(toBusiness) };
  });
  const businesses = items.flatMap((item) => item.businesses);
  refuseDuplicates(
    'item id',
    items.map((item) => item.id),
  );
  refuseDuplicates(
    'business id',
    businesses.map((business) => business.id),
  );
  refuseDuplicates(
    'ticket prefix',
    businesses.map((business) => business.prefix),
  );
  return items;
}

function toBusiness({ class: promise, ...business }: Business): BusinessInfo {
  return { ...business, promiseMinutes: promiseMinutes[promise] };
}

function refuseDuplicates(what: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new Error(`service items: ${what} ${twice} is used twice`);
}

/** The service items of this release, in the order of the attract screen. */
export function loadItems(): ItemInfo[] {
  return parseServices([queueTicket]);
}
