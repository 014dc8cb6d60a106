import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, instant, localized, reference, subject } from '../core/shapes.ts';

export const caseState = z.enum(['accepted', 'reviewing', 'supplement', 'approved', 'rejected']);

const caseEntry = z.object({
  caseNumber: reference,
  item: reference,
  title: localized,
  submittedAt: instant,
  /** The promised day, never after the legal one. */
  dueOn: date,
  state: caseState,
});

const step = z.object({
  title: localized,
  /** Which office does it. */
  department: z.string(),
  state: z.enum(['done', 'running', 'waiting']),
  finishedAt: instant.nullable(),
  /** By when it has to be finished. */
  dueOn: date,
});

/** Cases (办件库) and how far they are. */
export const cases = definePort({
  id: 'cases',
  title: { 'zh-CN': '办件进度', en: 'Cases' },
  operations: {
    list: {
      summary: 'The cases of a person, newest first.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({ cases: z.array(caseEntry) }),
      refusals: [],
    },
    progress: {
      summary: 'One case, step by step.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, caseNumber: reference }),
      reply: z.object({
        case: caseEntry,
        steps: z.array(step),
        /** The last day that the law allows. */
        legallyDueOn: date,
        /** What the office wants to have as well, in `supplement`; why not, in `rejected`. */
        note: localized.nullable(),
      }),
      refusals: ['unknownCase'],
    },
    byReceipt: {
      summary: 'What the holder of a receipt may know without saying who it is: no name, no item.',
      effects: 'none',
      about: 'receipt',
      timeoutMs: 8000,
      request: z.strictObject({ receipt: reference }),
      reply: z.object({ caseNumber: reference, state: caseState, dueOn: date }),
      refusals: ['unknownReceipt'],
    },
    subscribe: {
      summary: 'Has the person told of each step, on the telephone that the city knows.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, caseNumber: reference, channel: z.enum(['sms', 'app']) }),
      reply: z.object({ subscribedAt: instant }),
      refusals: ['unknownCase', 'noTelephone'],
    },
    outcomes: {
      summary: 'How many cases of an item passed the first time, in the last 90 days.',
      effects: 'none',
      about: 'item',
      timeoutMs: 8000,
      request: z.strictObject({ item: reference }),
      reply: z.object({ from: date, to: date, submitted: z.int().min(0), passedFirst: z.int().min(0) }),
      refusals: ['unknownItem'],
    },
  },
});
