import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { instant, reference, sha256, subject } from '../core/shapes.ts';

/** What is kept of a finished case, and nothing on paper (办结即归档). */
export const archive = definePort({
  id: 'archive',
  title: { 'zh-CN': '电子档案', en: 'Archive' },
  operations: {
    deposit: {
      summary: 'Closes the package of a case: the names and digests of all that belongs to it.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 20_000,
      request: z.strictObject({
        subject,
        caseNumber: reference,
        entries: z
          .array(
            z.strictObject({
              kind: z.enum(['form', 'material', 'signature', 'receipt', 'event-digest']),
              reference,
              bytes: z.int().min(0),
              sha256,
            }),
          )
          .min(1)
          .max(200),
      }),
      reply: z.object({
        archiveNumber: reference,
        sealedAt: instant,
        /** SHA-256 over the entries' digests, in their order. */
        sha256,
      }),
      refusals: ['unknownCase', 'alreadyArchived', 'incomplete'],
    },
    find: {
      summary: 'The package of a case.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, caseNumber: reference }),
      reply: z.object({ archiveNumber: reference, sealedAt: instant, sha256, entries: z.int().min(1) }),
      refusals: ['unknownCase', 'notArchived'],
    },
  },
});
