import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, localized, reference } from '../core/shapes.ts';

/** Answers that an office has written and answers for (知识库). */
export const knowledge = definePort({
  id: 'knowledge',
  title: { 'zh-CN': '知识库', en: 'Knowledge' },
  operations: {
    ask: {
      summary: 'The answers that fit a question, best first; none that is out of date.',
      effects: 'none',
      about: 'question',
      timeoutMs: 8000,
      request: z.strictObject({ question: z.string().min(1).max(200), language: z.enum(['zh-CN', 'en']) }),
      reply: z.object({
        answers: z.array(
          z.object({
            answer: reference,
            title: localized,
            text: localized,
            version: z.string(),
            /** Since when the rule behind it is in force. */
            policyFrom: date,
            checkDueOn: date,
            /** The items that it is about. */
            items: z.array(reference),
          }),
        ),
        /** Answers that would fit and are held back because nobody has looked at them in time. */
        withheld: z.int().min(0),
      }),
      refusals: [],
    },
  },
});
