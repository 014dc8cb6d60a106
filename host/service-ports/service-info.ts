import type { ServiceInfo } from '../../state-machines/service/service.ts';
import { itemVersion } from '../carry/item-version.ts';
import { isOverdue } from '../services/freshness.ts';
import type { Item } from '../services/item-schema.ts';
import { stepsOf } from '../services/steps.ts';

/**
 * What the flow has to know of an item.
 * @param today `YYYY-MM-DD`, local. A region whose guide is past its day is left out.
 */
export function serviceInfo(item: Item, today: string): ServiceInfo {
  const { id, name, summary, identity, regions, variants, consents, request, documents } = item;
  const steps = stepsOf(item);
  return {
    flow: 'service',
    id,
    version: itemVersion(item),
    name,
    summary,
    identity: identity.need,
    by: identity.by,
    regions: regions
      .filter(({ guide }) => !isOverdue(guide, today))
      .map((region) => ({ code: region.code, name: region.name })),
    variants: variants.map((variant) => ({ id: variant.id, name: variant.name, summary: variant.summary })),
    consents: consents.map((consent) => ({
      id: consent.id,
      text: consent.text,
      purpose: consent.purpose,
      required: consent.required,
    })),
    form: steps.includes('form'),
    pick: request.each !== undefined,
    review: steps.includes('review'),
    changes: request.changes,
    sign: request.sign,
    rating: item.rating,
    paper: documents[0]?.paper ?? null,
  };
}
