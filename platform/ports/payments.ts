import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, fen, file, instant, month, subject } from '../core/shapes.ts';

/** The social insurances of a worker in Shanghai and the housing fund. */
export const insurance = z.enum([
  'pension',
  'medical',
  'unemployment',
  'work-injury',
  'maternity',
  'housing-fund',
]);

const span = { insurances: z.array(insurance).min(1), from: month, to: month };

const record = z.object({
  month,
  insurance,
  /** Who paid, as the register names it. */
  payer: z.string(),
  /** What the contribution is reckoned from. */
  baseFen: fen,
  personalFen: fen,
  employerFen: fen,
  state: z.enum(['paid', 'late', 'missing']),
});

/** What was paid into the social insurances and the housing fund. */
export const payments = definePort({
  id: 'payments',
  title: { 'zh-CN': '缴费记录', en: 'Payment records' },
  operations: {
    summary: {
      summary: 'For each insurance the span and the number of paid months.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({
        insurances: z.array(
          z.object({ insurance, firstMonth: month, lastMonth: month, paidMonths: z.int().min(0) }),
        ),
      }),
      refusals: [],
    },
    records: {
      summary: 'Month by month, oldest first; at most 600 months at a time.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 12_000,
      request: z.strictObject({ subject, ...span }),
      reply: z.object({ records: z.array(record).max(3600) }),
      refusals: ['spanTooLong', 'spanReversed'],
    },
    certificate: {
      summary: 'A numbered statement of the records, with a code by which others can check it.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 20_000,
      request: z.strictObject({ subject, ...span }),
      reply: z.object({
        serial: z.string(),
        checkCode: z.string(),
        checkUrl: z.url(),
        issuedAt: instant,
        /** The last day on which the code can be checked. */
        checkableUntil: date,
        /** As the office seals it, where it does; else the kiosk prints the records with serial and code. */
        sealed: file.nullable(),
      }),
      refusals: ['spanTooLong', 'spanReversed', 'nothingPaid'],
      maxReplyBytes: 8_388_608,
    },
  },
});
