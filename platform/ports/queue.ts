import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { instant, reference } from '../core/shapes.ts';

export const ticket = z.object({
  ticket: reference,
  /** As it is called and printed, such as `A012`. */
  number: z.string().max(8),
  office: reference,
  business: reference,
  state: z.enum(['waiting', 'called', 'served', 'missed']),
  /** People before this one. */
  ahead: z.int().min(0),
  issuedAt: instant,
  /** Until when it is called if the promise is kept: 10 minutes, 30 where the business is complex. */
  promisedAt: instant,
  /** Where to go, once it was called. */
  counter: z.string().nullable(),
});

/** The queues of the offices. */
export const queue = definePort({
  id: 'queue',
  title: { 'zh-CN': '排队叫号', en: 'Queue' },
  operations: {
    state: {
      summary: 'How many wait at an office, for each business.',
      effects: 'none',
      about: 'office',
      timeoutMs: 4000,
      request: z.strictObject({ office: reference }),
      reply: z.object({
        open: z.boolean(),
        businesses: z.array(
          z.object({
            business: reference,
            waiting: z.int().min(0),
            estimatedMinutes: z.int().min(0),
            promisedMinutes: z.int().min(1),
          }),
        ),
      }),
      refusals: ['unknownOffice'],
    },
    take: {
      summary: 'A ticket for whoever stands there; the queue does not know who it is.',
      effects: 'keyed',
      about: 'office',
      timeoutMs: 6000,
      request: z.strictObject({ office: reference, business: reference }),
      reply: z.object({ ticket }),
      refusals: ['unknownOffice', 'unknownBusiness', 'closed'],
    },
    ticket: {
      summary: 'What has become of a ticket.',
      effects: 'none',
      about: 'ticket',
      timeoutMs: 4000,
      request: z.strictObject({ ticket: reference }),
      reply: z.object({ ticket }),
      refusals: ['unknownTicket'],
    },
  },
});
