import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { instant, reference } from '../core/shapes.ts';

/** A person who helps (帮办), by voice or video. */
export const help = definePort({
  id: 'help',
  title: { 'zh-CN': '帮办', en: 'Help' },
  operations: {
    call: {
      summary: 'Calls a helper to this kiosk. Each call is one; the exchange keeps no keys.',
      effects: 'unkeyed',
      about: null,
      timeoutMs: 8000,
      request: z.strictObject({
        mode: z.enum(['voice', 'video']),
        language: z.enum(['zh-CN', 'en']),
        /** The step at which it was asked for, as the kiosk names it; nothing of what stands there. */
        step: reference,
      }),
      reply: z.object({
        call: reference,
        /** Calls before this one. */
        ahead: z.int().min(0),
        /** A minute after it was asked for. */
        promisedAt: instant,
      }),
      refusals: ['nobodyThere'],
    },
    state: {
      summary: 'Whether somebody has come, and where to meet.',
      effects: 'none',
      about: 'call',
      timeoutMs: 4000,
      request: z.strictObject({ call: reference }),
      reply: z.object({
        state: z.enum(['waiting', 'answered', 'ended']),
        ahead: z.int().min(0),
        /** Of the room, once it was answered. */
        room: z.url().nullable(),
      }),
      refusals: ['unknownCall'],
    },
    hangUp: {
      summary: 'Ends a call; one that has ended stays so.',
      effects: 'keyed',
      about: 'call',
      timeoutMs: 4000,
      request: z.strictObject({ call: reference }),
      reply: z.object({ endedAt: instant }),
      refusals: ['unknownCall'],
    },
  },
});
