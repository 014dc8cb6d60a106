import type { ReplyOf } from '../../platform/core/port.ts';
import type { Platform } from '../../platform/open.ts';
import type { Ports } from '../../platform/ports/index.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { failureOf } from './failure.ts';

export type Rated = ReplyOf<Ports['ratings']['operations']['rate']>;

/** One rating for one transaction. Whoever has rated already has done so; nothing failed. */
export function createRate({
  platform,
  outbox,
  rated: tell,
}: {
  platform: Platform;
  outbox: Pick<Outbox, 'has' | 'post'>;
  /** The city has it; a bad one is answered in stages. */
  rated: (item: string, level: number, rated: Rated) => void;
}): ServicePorts['rate'] {
  return async ({ opId, itemId, transaction, level }, signal) => {
    const rating = { transaction, item: itemId, level, tags: [], comment: null };
    const key = `${opId}-rating`;
    const rated = await platform.ratings.rate(rating, { key, signal });
    if (rated.ok) {
      tell(itemId, level, rated.data);
      const stages = rated.data.stages.map(({ stage, dueOn }) => ({ stage, dueOn }));
      return { ok: true, stages };
    }
    const { error } = rated;
    const already = error.code === 'refused' && error.refusal === 'alreadyRated';
    if (already) return { ok: true, stages: [] };
    if (error.code === 'refused') return failureOf('ratings.rate', error);
    // The city does not answer now; the same rating under the same key is told when it does.
    if (!outbox.has(key)) outbox.post({ key, port: 'ratings', operation: 'rate', who: null, body: rating });
    return { ok: true, stages: [] };
  };
}
