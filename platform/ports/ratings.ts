import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, instant, localized, reference } from '../core/shapes.ts';

/** Five levels of GB/T 39735: 5 very satisfied … 1 very dissatisfied; 2 and 1 are bad ratings. */
const level = z.int().min(1).max(5);

const stage = z.object({
  /** `contact` within one working day, `answer` within three more, `review` by the district within one more. */
  stage: z.enum(['contact', 'answer', 'review']),
  dueOn: date,
  doneAt: instant.nullable(),
});

/** Rating of a service (好差评): of a transaction, never of a person. */
export const ratings = definePort({
  id: 'ratings',
  title: { 'zh-CN': '好差评', en: 'Rating' },
  operations: {
    tags: {
      summary: 'What can be ticked besides a level.',
      effects: 'none',
      about: 'level',
      timeoutMs: 6000,
      request: z.strictObject({ level }),
      reply: z.object({ tags: z.array(z.object({ tag: reference, title: localized })) }),
      refusals: [],
    },
    rate: {
      summary: 'One rating for one transaction. A bad one starts the three stages of its answer.',
      effects: 'keyed',
      about: 'transaction',
      timeoutMs: 8000,
      request: z.strictObject({
        /** What was done, by a number that says nothing about the person. */
        transaction: reference,
        item: reference,
        level,
        tags: z.array(reference).max(10),
        comment: z.string().max(500).nullable(),
      }),
      reply: z.object({ rating: reference, ratedAt: instant, stages: z.array(stage) }),
      refusals: ['alreadyRated', 'unknownTag'],
    },
    followUp: {
      summary: 'How far the answer to a bad rating is; no stages for another.',
      effects: 'none',
      about: 'rating',
      timeoutMs: 8000,
      request: z.strictObject({ rating: reference }),
      reply: z.object({ stages: z.array(stage) }),
      refusals: ['unknownRating'],
    },
  },
});
