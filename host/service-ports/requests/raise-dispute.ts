import { localTime } from '../../store/local-time.ts';
import { sha256Of } from '../canonical.ts';
import { disputeReceipt } from '../documents/dispute-receipt.ts';
import { subjectOf } from '../subject.ts';
import { resultText, row } from '../texts.ts';
import { type AnsweredLater, type AskedLater, textOf } from './asked.ts';
import { handIn } from './hand-in.ts';

const sources = ['register', 'licence', 'payments', 'case'] as const;

/** "This is wrong", about a record that was not shown here. */
export async function raiseDispute({
  world,
  item,
  order,
  whose,
  signal,
}: AskedLater): Promise<AnsweredLater> {
  const kind = textOf(order, 'source');
  const source = sources.find((each) => each === kind);
  const label = item.form?.fields['source']?.choices?.find(({ value }) => value === kind)?.label;
  if (!source || !label) throw new Error(`${item.id} names no source ${kind}`);
  const entry = textOf(order, 'entry');
  const right = order.values['rightValue'];
  const body = {
    // The citizen's own word for the entry is no name of the city: a digest tells the same entry again, the word itself
    // is told with the value.
    place: { of: source, field: `entry-${sha256Of(entry).slice(0, 16)}` },
    source,
    shownValue: `${entry}：${textOf(order, 'shownValue')}`,
    claimedValue: typeof right === 'string' && right !== '' ? right : null,
  };
  const { platform, outbox } = world;
  const handed = { key: order.opId, port: 'disputes', operation: 'raise', who: whose, body } as const;
  const raised = await handIn(
    outbox,
    handed,
    (subject) => platform.disputes.raise({ subject, ...body }, { key: handed.key, signal }),
    () => subjectOf(platform, order, signal),
    signal,
  );
  if (!raised.ok) return raised;
  if (raised.state === 'waiting') return { ok: true, result: 'waiting' };
  const { dispute, raisedAt, dueOn } = raised.data;
  const received = localTime(Date.parse(raisedAt), world.timeZone);
  const facts = { dispute, received, dueOn, source: label, entry };
  return {
    ok: true,
    result: {
      headline: resultText('disputes-raise'),
      rows: [row('receipt', dispute), row('due', dueOn)],
      stages: [],
      qr: { text: dispute, caption: resultText('qr-dispute') },
    },
    paper: { on: 'a4', document: disputeReceipt(order, facts, world.siteName), copies: 1 },
  };
}
