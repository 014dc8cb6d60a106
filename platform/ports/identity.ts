import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, maskedName, reference, subject } from '../core/shapes.ts';

/** Who somebody is, from a document that lies on the reader. */
export const identity = definePort({
  id: 'identity',
  title: { 'zh-CN': '统一身份认证', en: 'Identity' },
  operations: {
    identify: {
      summary: 'The reference under which the other systems know the holder of a document that was read.',
      effects: 'none',
      about: 'document',
      timeoutMs: 8000,
      request: z.strictObject({
        document: z.strictObject({
          kind: z.enum(['id-card', 'residence-permit', 'foreign-resident-card', 'social-security-card']),
          number: z.string().min(8).max(32),
          name: z.string().min(1).max(128),
          /** Last day of validity; `null`: without end. */
          validUntil: date.nullable(),
        }),
      }),
      reply: z.object({ subject, maskedName }),
      refusals: ['unknownDocument', 'nameDiffers', 'documentExpired'],
    },
    mandates: {
      summary: 'For whom this person may act, and in what.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({
        mandates: z.array(
          z.object({
            mandate: reference,
            /** The one who is acted for: the reference to ask for, in these items only. */
            principal: z.object({ subject, maskedName }),
            items: z.array(reference),
            validUntil: date,
          }),
        ),
      }),
      refusals: [],
    },
  },
});
