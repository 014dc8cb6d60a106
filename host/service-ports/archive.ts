import type { RequestOf } from '../../platform/core/port.ts';
import type { Ports } from '../../platform/ports/index.ts';
import { canonicalForm, canonicalJson, sha256Of } from './canonical.ts';
import { keyOf } from './keys.ts';
import type { Asked } from './requests/asked.ts';

type DepositRequest = RequestOf<Ports['archive']['operations']['deposit']>;

/** The package of a case, and the key with which it is deposited once. */
export interface Deposit {
  key: string;
  request: DepositRequest;
}

export interface Submitted {
  caseNumber: string;
  receipt: string;
  submittedAt: string;
  dueOn: string;
  /** Of the whole application as the city took it. */
  sha256: string;
}

/**
 * Puts the package of a case into the archive, which holds names and digests and no content. An archive that does not
 * take it now is told later; the case stands in any case.
 */
export async function archiveCase(asked: Asked, submitted: Submitted): Promise<void> {
  const { world, order, signal } = asked;
  const deposit = { key: keyOf(order.opId, 'archive.deposit'), request: packageOf(asked, submitted) };
  const sealed = await world.platform.archive.deposit(deposit.request, { key: deposit.key, signal });
  const archived = sealed.ok || sealed.error.refusal === 'alreadyArchived';
  if (!archived) world.later(deposit);
}

function packageOf({ item, order, subject }: Asked, submitted: Submitted): DepositRequest {
  const { caseNumber, receipt, submittedAt, dueOn, sha256 } = submitted;
  const form = canonicalForm(item, order, subject);
  const happened = canonicalJson({ item: item.id, operation: order.opId, sha256, submittedAt });
  return {
    subject,
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
