import { insurance } from '../../../platform/ports/payments.ts';
import { localTime } from '../../store/local-time.ts';
import { insuranceNames, paymentRecord } from '../documents/payment-record.ts';
import { cityUnavailable, failureOf } from '../failure.ts';
import { keyOf } from '../keys.ts';
import { resultText, row, yuan } from '../texts.ts';
import { type Answered, type Asked, textOf } from './asked.ts';

/** How many months each span has; the city gives no more than 600 at a time. */
const months: Readonly<Record<string, number>> = { year: 12, 'three-years': 36, all: 600 };

/** The statement of what was paid. The rows come first: without them nothing is issued. */
export async function certificate({ world, order, subject, signal }: Asked): Promise<Answered> {
  const { payments } = world.platform;
  const insurances = insurance.array().parse(order.values['insurances']);
  const chosen = textOf(order, 'span');
  const span = { subject, insurances, ...spanOf(chosen, localTime(order.startedAt, world.timeZone).date) };
  const records = await payments.records(span, { signal });
  if (!records.ok) return failureOf('payments.records', records.error);
  // What is past its time decides nothing, and a statement decides.
  if (records.stale) return cityUnavailable;
  const key = keyOf(order.opId, 'payments.certificate');
  const issued = await payments.certificate(span, { key, signal });
  if (!issued.ok) return failureOf('payments.certificate', issued.error);
  const { serial, checkUrl, checkableUntil, issuedAt } = issued.data;
  const rows = records.data.records;
  // The city begins to count long before anybody worked.
  const from = rows[0]?.month ?? span.from;
  const issuedOn = localTime(Date.parse(issuedAt), world.timeZone).date;
  const facts = { insurances, from, to: span.to, byYear: chosen === 'all', rows };
  const paidFen = rows.reduce((sum, { personalFen }) => sum + personalFen, 0);
  return {
    ok: true,
    result: {
      headline: resultText('payments-certificate'),
      rows: [
        row('serial', serial),
        row('insurances', insuranceNames(insurances)),
        row('span', resultText('span-of', { from, to: span.to })),
        row('paid-by-you', resultText('yuan', { yuan: yuan(paidFen) })),
        row('checkable-until', checkableUntil),
      ],
      stages: [],
      qr: { text: checkUrl, caption: resultText('qr-check') },
    },
    paper: { on: 'a4', document: paymentRecord(order, facts, issued.data, issuedOn), copies: 1 },
  };
}

/** Up to the month before this one: it is the last that can have been paid. */
function spanOf(chosen: string, today: string): { from: string; to: string } {
  const count = months[chosen];
  if (count === undefined) throw new Error(`no span ${chosen}`);
  const thisMonth = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return { from: monthNamed(thisMonth - count), to: monthNamed(thisMonth - 1) };
}

function monthNamed(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
