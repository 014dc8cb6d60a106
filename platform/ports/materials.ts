import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { file, instant, localized, reference, subject } from '../core/shapes.ts';

/** The papers of an application (电子材料库): what the city has already, and what is added. */
export const materials = definePort({
  id: 'materials',
  title: { 'zh-CN': '电子材料', en: 'Materials' },
  operations: {
    held: {
      summary: 'For each paper of an item whether it still has to be brought.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, item: reference }),
      reply: z.object({
        materials: z.array(
          z.object({
            material: reference,
            title: localized,
            required: z.boolean(),
            /** The licence that stands for it. */
            licence: reference.nullable(),
            /** An upload of an earlier application that may be used again. */
            upload: reference.nullable(),
          }),
        ),
      }),
      refusals: ['unknownItem'],
    },
    upload: {
      summary: 'Adds a paper as a file.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 30_000,
      request: z.strictObject({
        subject,
        item: reference,
        material: reference,
        file: z.strictObject(file.shape),
      }),
      reply: z.object({ upload: reference, storedAt: instant }),
      refusals: ['unknownItem', 'unknownMaterial', 'damaged'],
      maxRequestBytes: 16_777_216,
    },
    fetch: {
      summary: 'An upload as it was stored.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 20_000,
      request: z.strictObject({ subject, upload: reference }),
      reply: z.object({ file }),
      refusals: ['unknownUpload'],
      maxReplyBytes: 16_777_216,
    },
  },
});
