import type { RequestOf } from '../../platform/core/port.ts';
import type { Ports } from '../../platform/ports/index.ts';
import { canonicalForm, canonicalJson, sha256Of } from './canonical.ts';
import type { Asked } from './requests/asked.ts';

type DepositRequest = RequestOf<Ports['archive']['operations']['deposit']>;

export interface Submitted {
  caseNumber: string;
  receipt: string;
  submittedAt: string;
  dueOn: string;
  /** Of the whole application as the city took it. */
  sha256: string;
}

/**
 * Puts the package of a case on its way to the archive, which holds names and digests and no content. Nobody waits for
 * it: the case stands in any case.
 * @throws OutboxFullError
 */
export function archiveCase(asked: Asked, submitted: Submitted): void {
  const { world, order, subject } = asked;
  const body = packageOf(asked, submitted);
  const key = `${order.opId}-archive`;
  // Its first word stands, also when the case is looked at again after a restart.
  if (world.outbox.has(key)) return;
  world.outbox.post({
    key,
    port: 'archive',
    operation: 'deposit',
    who: { subject },
    body,
  });
}

function packageOf({ item, order, subject }: Asked, submitted: Submitted): Omit<DepositRequest, 'subject'> {
  const { caseNumber, receipt, submittedAt, dueOn, sha256 } = submitted;
  const form = canonicalForm(item, order, subject);
  const happened = canonicalJson({ item: item.id, operation: order.opId, sha256, submittedAt });
  return {
    caseNumber,
    entries: [
      entry('form', `${item.id}.json`, form),
      ...(order.signature === null
        ? []
        : [
            entry(
              'signature',
              order.signature,
              canonicalJson({ form: sha256Of(form), signature: order.signature }),
            ),
          ]),
      entry('receipt', receipt, canonicalJson({ caseNumber, dueOn, receipt, submittedAt })),
      entry('event-digest', 'events.json', happened),
    ],
  };
}

function entry(
  kind: DepositRequest['entries'][number]['kind'],
  reference: string,
  content: string,
): DepositRequest['entries'][number] {
  return { kind, reference, bytes: Buffer.byteLength(content), sha256: sha256Of(content) };
}
