import type { StageView } from '../../../contract/service-view.ts';
import { localTime } from '../../store/local-time.ts';
import { archiveCase } from '../archive.ts';
import { answersOf } from '../canonical.ts';
import { caseReceipt } from '../documents/case-receipt.ts';
import { subjectOf } from '../subject.ts';
import { resultText, row } from '../texts.ts';
import type { AnsweredLater, Asked, AskedLater } from './asked.ts';
import { handIn } from './hand-in.ts';
import { stagesOf } from './stages.ts';

/** Makes it a case. What comes after it, the archive and the first look at its progress, cannot undo that. */
export async function submit({ whose, ...asking }: AskedLater): Promise<AnsweredLater> {
  const { world, item, order, signal } = asking;
  const { platform, outbox } = world;
  const body = { item: item.id, answers: answersOf(order), materials: [], signature: order.signature };
  const entry = { key: order.opId, port: 'intake', operation: 'submit', who: whose, body } as const;
  const submitted = await handIn(
    outbox,
    entry,
    (subject) => platform.intake.submit({ subject, ...body }, { key: entry.key, signal }),
    () => subjectOf(platform, order, signal),
    signal,
  );
  if (!submitted.ok) return submitted;
  if (submitted.state === 'waiting') return { ok: true, result: 'waiting' };
  const asked = { ...asking, subject: submitted.subject };
  const { caseNumber, receipt, submittedAt, dueOn, legallyDueOn, sha256 } = submitted.data;
  if (item.result.includes('archive')) archiveCase(asked, submitted.data);
  const received = localTime(Date.parse(submittedAt), world.timeZone);
  const facts = { number: caseNumber, receipt, received, dueOn, legallyDueOn, sha256 };
  return {
    ok: true,
    result: {
      headline: resultText('intake-submit'),
      rows: [
        row('case', caseNumber),
        row('submitted', `${received.date} ${received.time}`),
        row('due', dueOn),
        row('legally-due', legallyDueOn),
      ],
      stages: await stagesAfter(asked, caseNumber, dueOn),
      qr: { text: receipt, caption: resultText('qr-receipt') },
    },
    paper: { on: 'a4', document: caseReceipt(order, item, facts, world.siteName), copies: 1 },
  };
}

/** What the city says that it does next, of a bundle department by department; else what the item itself says. */
async function stagesAfter(
  { world, item, subject, signal }: Asked,
  caseNumber: string,
  dueOn: string,
): Promise<StageView[]> {
  const progress = await world.platform.cases.progress({ subject, caseNumber }, { signal });
  if (progress.ok) return stagesOf(progress.data, world.timeZone);
  if (item.parts.length === 0)
    return [{ title: item.name, by: world.siteName, state: 'running', date: dueOn }];
  return item.parts.map(({ name, department }) => ({
    title: name,
    by: department,
    state: 'running',
    date: null,
  }));
}
