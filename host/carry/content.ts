import { z } from 'zod';
import type { CarriedService } from '../../state-machines/carried-service.ts';

const text = z.string().max(500);
const localized = z.strictObject({ 'zh-CN': text, en: text });

/** Of a kiosk with our key, and perhaps with an older or a newer version of this program. */
const carriedSchema = z.strictObject({
  itemId: text,
  itemVersion: text,
  region: text.nullable(),
  variant: text.nullable(),
  consents: z.record(text, z.boolean()),
  values: z.record(text, z.union([text, z.array(text)])),
  sources: z.record(text, z.strictObject({ name: localized, since: text.nullable() })),
  disputed: z.array(text),
}) satisfies z.ZodType<CarriedService>;

/** What is sealed. */
const contentSchema = z.strictObject({
  service: carriedSchema,
  /** Milliseconds since 1970, by the clock of the kiosk that offered it. */
  expiresAt: z.int(),
});
export type Content = z.infer<typeof contentSchema>;

/** `null`: another version of this program has written it. */
export function contentOf(opened: string): Content | null {
  const parsed = contentSchema.safeParse(JSON.parse(opened));
  return parsed.success ? parsed.data : null;
}
