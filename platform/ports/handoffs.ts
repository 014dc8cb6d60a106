import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { base64, instant, reference, subject } from '../core/shapes.ts';

const target = z.enum(['phone', 'counter', 'kiosk']);
/** What has been filled in so far, sealed by the kiosk; the city keeps it and does not look. */
const content = base64.max(65_536);

/** Going on elsewhere: on the telephone, at the counter, or here with what was begun there. */
export const handoffs = definePort({
  id: 'handoffs',
  title: { 'zh-CN': '跨端接续', en: 'Hand-off' },
  operations: {
    offer: {
      summary: 'Leaves what was begun, for one pick-up within five minutes.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, item: reference, target, content }),
      reply: z.object({
        /** Chance, and nothing else. */
        token: reference,
        /** For the QR code. */
        url: z.url(),
        expiresAt: instant,
      }),
      refusals: [],
      maxRequestBytes: 131_072,
    },
    redeem: {
      summary: 'Picks up what was begun; there is no second time.',
      effects: 'keyed',
      about: 'token',
      timeoutMs: 8000,
      request: z.strictObject({ token: reference, target }),
      reply: z.object({ subject, item: reference, content }),
      refusals: ['unknownToken', 'expiredToken', 'usedToken', 'otherTarget'],
    },
  },
});
