import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, fen, instant, localized, reference, subject } from '../core/shapes.ts';

/** What comes without being applied for (免申即享), and what a status entitles to. */
export const benefits = definePort({
  id: 'benefits',
  title: { 'zh-CN': '免申即享', en: 'Benefits' },
  operations: {
    matches: {
      summary: 'The benefits that a person has a claim to already.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({
        benefits: z.array(
          z.object({
            benefit: reference,
            title: localized,
            /** Why this person. */
            reason: localized,
            amountFen: fen.nullable(),
            state: z.enum(['open', 'confirmed']),
            /** The last day to confirm it. */
            confirmBy: date,
          }),
        ),
      }),
      refusals: [],
    },
    confirm: {
      summary: 'Takes a benefit: nothing to fill in, nothing to hand in.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, benefit: reference }),
      reply: z.object({ confirmedAt: instant, payableOn: date }),
      refusals: ['unknownBenefit', 'alreadyConfirmed'],
    },
    entitlements: {
      summary: 'What a person may claim by showing the code or a slip: as elderly, with a disability.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({
        entitlements: z.array(
          z.object({ entitlement: reference, title: localized, validUntil: date.nullable() }),
        ),
      }),
      refusals: [],
    },
  },
});
