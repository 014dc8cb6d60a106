import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, file, localized, reference, subject } from '../core/shapes.ts';

const use = z.enum([
  'identity-card',
  'driving-licence',
  'exit-entry',
  'residence-permit',
  'social-security-card',
]);

/** Photographs that were taken once and are used for many papers. */
export const photos = definePort({
  id: 'photos',
  title: { 'zh-CN': '证件照库', en: 'Photo bank' },
  operations: {
    list: {
      summary: 'The photographs of a person and for what each may still be used.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({
        photos: z.array(
          z.object({
            photo: reference,
            takenOn: date,
            /** Three years for most papers, one for exit and entry. */
            uses: z.array(z.object({ use, until: date })),
          }),
        ),
      }),
      refusals: [],
    },
    store: {
      summary: 'Adds a photograph; the bank looks at it once more.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 30_000,
      request: z.strictObject({
        subject,
        file: z.strictObject(file.shape),
        /** In pixels; GA 461 wants 358 × 441 at 350 dpi. */
        widthPx: z.int().min(1),
        heightPx: z.int().min(1),
      }),
      reply: z.discriminatedUnion('verdict', [
        z.object({ verdict: z.literal('accepted'), photo: reference, takenOn: date }),
        z.object({
          verdict: z.literal('rejected'),
          reasons: z.array(z.object({ rule: reference, reason: localized })).min(1),
        }),
      ]),
      refusals: ['damaged'],
      maxRequestBytes: 4_194_304,
    },
    cut: {
      summary: 'A photograph in the size that a paper wants.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 20_000,
      request: z.strictObject({ subject, photo: reference, use }),
      reply: z.object({ file, widthPx: z.int().min(1), heightPx: z.int().min(1) }),
      refusals: ['unknownPhoto', 'tooOld'],
      maxReplyBytes: 4_194_304,
    },
  },
});
