import type { RequestOf } from '../../platform/core/port.ts';
import type { Platform } from '../../platform/open.ts';
import type { Ports } from '../../platform/ports/index.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import { sha256Of } from './canonical.ts';
import { failureOf } from './failure.ts';
import { keyOf } from './keys.ts';
import { subjectOf } from './subject.ts';

type Source = RequestOf<Ports['disputes']['operations']['raise']>['source'];

/** What the city calls the source that an item names; the others are registers. */
const sources: Readonly<Record<string, Source>> = {
  card: 'id-card',
  licences: 'licence',
  cases: 'case',
  payments: 'payments',
};

/** "This is wrong", about a field that was filled in before. The city looks at the source that it came from. */
export function createDispute({ platform }: { platform: Platform }): ServicePorts['dispute'] {
  return async (input, signal) => {
    const { opId, itemId, field, shown, claimed } = input;
    const known = await subjectOf(platform, input, signal);
    if (!known.ok) return known;
    const dispute = {
      subject: known.subject,
      place: { of: itemId, field },
      source: sourceOf(itemId, field),
      shownValue: shown,
      claimedValue: claimed,
    };
    // Somebody who changes the words asks anew; the city tells whether the entry is being looked at already.
    const words = sha256Of(JSON.stringify([shown, claimed]));
    const key = keyOf(`${opId} ${words}`, 'disputes.raise');
    const raised = await platform.disputes.raise(dispute, { key, signal });
    if (!raised.ok) return failureOf('disputes.raise', raised.error);
    return { ok: true, receipt: raised.data.dispute, dueOn: raised.data.dueOn };
  };
}

/** @throws Error for a field that the item fills in from nowhere. */
function sourceOf(itemId: string, field: string): Source {
  const from = openItem(itemId).form?.prefill.find((each) => each.field === field)?.from.source;
  if (!from) throw new Error(`${itemId} ${field} comes from nowhere`);
  return sources[from] ?? 'register';
}
