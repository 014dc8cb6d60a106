import type { Platform } from '../../platform/open.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import { failureOf } from './failure.ts';
import { keyOf } from './keys.ts';

/** One rating for one transaction. Whoever has rated already has done so; nothing failed. */
export function createRate({ platform }: { platform: Platform }): ServicePorts['rate'] {
  return async ({ opId, itemId, transaction, level }, signal) => {
    const rating = { transaction, item: itemId, level, tags: [], comment: null };
    const key = keyOf(opId, 'ratings.rate');
    const rated = await platform.ratings.rate(rating, { key, signal });
    if (rated.ok) {
      const stages = rated.data.stages.map(({ stage, dueOn }) => ({ stage, dueOn }));
      return { ok: true, stages };
    }
    const { error } = rated;
    const already = error.code === 'refused' && error.refusal === 'alreadyRated';
    return already ? { ok: true, stages: [] } : failureOf('ratings.rate', error);
  };
}
