import type { Language, Localized } from '../../../contract/localized.ts';
import type { ReplyOf } from '../../../platform/core/port.ts';
import type { Ports } from '../../../platform/ports/index.ts';
import type { CivicDocument, Column, TableSection } from '../../documents/document.ts';
import type { RequestOrder } from '../requests/asked.ts';
import { listed, type PaperText, paperText, resultText, yuan } from '../texts.ts';
import { personOf } from './person.ts';

type Operations = Ports['payments']['operations'];
export type PaymentRow = ReplyOf<Operations['records']>['records'][number];
export type Certificate = ReplyOf<Operations['certificate']>;
export type Insurance = PaymentRow['insurance'];

export interface Payments {
  insurances: readonly Insurance[];
  /** `2026-03`. */
  from: string;
  to: string;
  /** One row for each year instead of each month: a whole working life has hundreds of months. */
  byYear: boolean;
  rows: readonly PaymentRow[];
}

/** @param issuedOn local date. */
export function paymentRecord(
  order: RequestOrder,
  payments: Payments,
  { serial, checkCode, checkUrl, checkableUntil }: Certificate,
  issuedOn: string,
): CivicDocument {
  const { language } = order;
  const say = (name: PaperText, values = {}) => paperText(name, values)[language];
  const { insurances, from, to, byYear } = payments;
  return {
    ...personOf(order),
    kind: 'payment-record',
    title: say('payment-record'),
    issuer: say('payment-issuer'),
    idNumberShown: 'masked',
    number: serial,
    issuedOn,
    sections: [
      {
        kind: 'fields',
        heading: say('payment-facts'),
        columns: 1,
        fields: [
          { label: resultText('insurances')[language], value: insuranceNames(insurances)[language] },
          {
            label: resultText('span')[language],
            value: resultText('span-of', { from, to })[language],
          },
        ],
      },
      payersTable(payments, language),
      ...insurances.map((insurance) =>
        byYear ? yearTable(payments, insurance, language) : monthTable(payments, insurance, language),
      ),
      {
        kind: 'notes',
        heading: say('notes'),
        notes: [
          say('payment-yuan'),
          ...(byYear ? [say('payment-yearly')] : []),
          say('payment-checkable', { until: checkableUntil }),
        ],
      },
    ],
    check: { place: checkUrl, code: checkCode, qr: checkUrl },
  };
}

export function insuranceNames(insurances: readonly Insurance[]): Localized {
  return listed(insurances.map((insurance) => resultText(insurance)));
}

/** Who paid, once for each employment and not in each row: a name is long, and in large print the rows are many. */
function payersTable({ rows }: Payments, language: Language): TableSection {
  const spans: { payer: string; from: string; to: string }[] = [];
  for (const { month, payer } of rows) {
    const last = spans.at(-1);
    if (last?.payer === payer) last.to = month;
    else spans.push({ payer, from: month, to: month });
  }
  return {
    kind: 'table',
    heading: paperText('payers')[language],
    columns: [column('span', 4, 'left', language), column('payer', 6, 'left', language)],
    rows: spans.map(({ payer, from, to }) => [resultText('span-of', { from, to })[language], payer]),
    totals: [],
  };
}

function monthTable({ rows }: Payments, insurance: Insurance, language: Language): TableSection {
  const own = rows.filter((row) => row.insurance === insurance);
  const [personal, employer] = sums(own);
  return {
    kind: 'table',
    heading: resultText(insurance)[language],
    columns: [
      column('month', 2, 'left', language),
      column('base', 2.2, 'right', language),
      column('personal', 2.2, 'right', language),
      column('employer', 2.2, 'right', language),
      column('state', 1.6, 'left', language),
    ],
    rows: own.map(({ month, baseFen, personalFen, employerFen, state }) => [
      month,
      yuan(baseFen),
      yuan(personalFen),
      yuan(employerFen),
      paperText(state)[language],
    ]),
    totals: [[paperText('total')[language], '', personal, employer, '']],
  };
}

function yearTable({ rows }: Payments, insurance: Insurance, language: Language): TableSection {
  const own = rows.filter((row) => row.insurance === insurance);
  const years = Map.groupBy(own, ({ month }) => month.slice(0, 4));
  return {
    kind: 'table',
    heading: resultText(insurance)[language],
    columns: [
      column('year', 2, 'left', language),
      column('months', 2, 'right', language),
      column('personal', 3, 'right', language),
      column('employer', 3, 'right', language),
    ],
    rows: Array.from(years, ([year, inYear]) => [year, paidMonths(inYear), ...sums(inYear)]),
    totals: [[paperText('total')[language], paidMonths(own), ...sums(own)]],
  };
}

function column(label: PaperText, width: number, align: Column['align'], language: Language): Column {
  return { label: paperText(label)[language], width, align };
}

function paidMonths(rows: readonly PaymentRow[]): string {
  return String(rows.filter(({ state }) => state !== 'missing').length);
}

/** Own part, then the employer's. */
function sums(rows: readonly PaymentRow[]): [string, string] {
  const sum = (part: 'personalFen' | 'employerFen') => rows.reduce((total, row) => total + row[part], 0);
  return [yuan(sum('personalFen')), yuan(sum('employerFen'))];
}
