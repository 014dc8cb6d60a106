import type { RequestOf } from '../../platform/core/port.ts';
import type { Platform } from '../../platform/open.ts';
import type { Ports } from '../../platform/ports/index.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { handIn, whoseNow } from './requests/hand-in.ts';
import { subjectOf } from './subject.ts';

type Source = RequestOf<Ports['disputes']['operations']['raise']>['source'];

/** What the city calls the source that an item names; the others are registers. */
const sources: Readonly<Record<string, Source>> = {
  card: 'id-card',
  licences: 'licence',
  cases: 'case',
  payments: 'payments',
};

/**
 * "This is wrong", about a field that was filled in before. The city looks at the source that it came from, now or when
 * it is back.
 */
export function createDispute({
  platform,
  outbox,
}: {
  platform: Platform;
  outbox: Pick<Outbox, 'has' | 'post' | 'deliver'>;
}): ServicePorts['dispute'] {
  return async (input, signal) => {
    const { opId, itemId, field, shown, claimed } = input;
    const known = await whoseNow(platform, input, signal);
    if (!known.ok) return known;
    const body = {
      place: { of: itemId, field },
      source: sourceOf(itemId, field),
      shownValue: shown,
      claimedValue: claimed,
    };
    const entry = { key: opId, port: 'disputes', operation: 'raise', who: known.whose, body } as const;
    const raised = await handIn(
      outbox,
      entry,
      (subject) => platform.disputes.raise({ subject, ...body }, { key: opId, signal }),
      () => subjectOf(platform, input, signal),
      signal,
    );
    if (!raised.ok) return raised;
    if (raised.state === 'waiting') return { ok: true, receipt: null, dueOn: null };
    return { ok: true, receipt: raised.data.dispute, dueOn: raised.data.dueOn };
  };
}

/** @throws Error for a field that the item fills in from nowhere. */
function sourceOf(itemId: string, field: string): Source {
  const from = openItem(itemId).form?.prefill.find((each) => each.field === field)?.from.source;
  if (!from) throw new Error(`${itemId} ${field} comes from nowhere`);
  return sources[from] ?? 'register';
}
