import { localTime } from '../../store/local-time.ts';
import { failureOf } from '../failure.ts';
import { keyOf } from '../keys.ts';
import { resultText, row } from '../texts.ts';
import type { Answered, Asked } from './asked.ts';

/** Takes what was touched; there is nothing to fill in and nothing on paper. */
export async function confirmBenefit({ world, item, order, subject, signal }: Asked): Promise<Answered> {
  const benefit = order.picked;
  if (benefit === null) throw new Error(`${item.id} is asked without what was touched`);
  const key = keyOf(order.opId, 'benefits.confirm');
  const confirmed = await world.platform.benefits.confirm({ subject, benefit }, { key, signal });
  if (!confirmed.ok) return failureOf('benefits.confirm', confirmed.error);
  const { confirmedAt, payableOn } = confirmed.data;
  const { date, time } = localTime(Date.parse(confirmedAt), world.timeZone);
  return {
    ok: true,
    result: {
      headline: resultText('benefits-confirm'),
      rows: [row('confirmed', `${date} ${time}`), row('payable', payableOn)],
      stages: [],
      qr: null,
    },
    paper: null,
  };
}
