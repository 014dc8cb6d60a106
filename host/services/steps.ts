import type { Item } from './item-schema.ts';

/** What a citizen goes through with an item, in this order; an item has some of them. */
export const itemSteps = [
  'region',
  'identify',
  'variant',
  'consent',
  'prefill',
  'form',
  'pre-check',
  'review',
  'sign',
  'request',
  'result',
  'rating',
] as const;
export type ItemStep = (typeof itemSteps)[number];

/** The steps of an item. `request` is asked once only where it changes something (`item.request.changes`). */
export function stepsOf(item: Item): ItemStep[] {
  const has: Record<ItemStep, boolean> = {
    // The region's guide is the one that counts, so it comes before anything is asked.
    region: item.regions.length > 0,
    identify: item.identity.need !== 'none',
    variant: item.variants.length > 0,
    consent: item.consents.length > 0,
    prefill: (item.form?.prefill.length ?? 0) > 0 || Object.keys(item.facts).length > 0,
    form: item.form !== null,
    'pre-check': item.form !== null || item.rules !== null,
    review: item.form !== null && item.request.changes,
    sign: item.request.sign,
    request: true,
    result: true,
    rating: item.rating,
  };
  return itemSteps.filter((step) => has[step]);
}
