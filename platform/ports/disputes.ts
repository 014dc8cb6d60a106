import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, instant, localized, reference, subject } from '../core/shapes.ts';

/** "This is wrong": the city looks at what one of its registers says (数据异议). */
export const disputes = definePort({
  id: 'disputes',
  title: { 'zh-CN': '数据异议', en: 'Data disputes' },
  operations: {
    raise: {
      summary: 'Says that a value is wrong, and what it should be if the person knows.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({
        subject,
        /** Where it stood: an item and its field, or a kind of licence and its label. */
        place: z.strictObject({ of: reference, field: reference }),
        source: z.enum(['id-card', 'register', 'licence', 'case', 'payments']),
        shownValue: z.string().max(500),
        claimedValue: z.string().max(500).nullable(),
      }),
      reply: z.object({ dispute: reference, raisedAt: instant, dueOn: date }),
      refusals: ['alreadyRaised'],
    },
    list: {
      summary: 'What a person has disputed, newest first, and what came of it. Without the values.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({
        disputes: z.array(
          z.object({
            dispute: reference,
            place: z.object({ of: reference, field: reference }),
            state: z.enum(['received', 'checking', 'corrected', 'confirmed']),
            raisedAt: instant,
            dueOn: date,
            answer: localized.nullable(),
          }),
        ),
      }),
      refusals: [],
    },
  },
});
