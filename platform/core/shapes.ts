import { z } from 'zod';

/** Who a record is about: an opaque reference that the identity port gives. It says nothing about the person. */
export const subject = z.string().min(8).max(128);
/** An instant with its offset, RFC 3339. */
export const instant = z.iso.datetime({ offset: true });
/** A day in China, RFC 3339 full-date. */
export const date = z.iso.date();
/** A month, `2026-03`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** Money in fen (1/100 yuan), so that nothing is rounded. */
export const fen = z.int().min(0);
/** `09:30`, in China. */
export const timeOfDay = z.string().regex(/^\d{2}:\d{2}$/);
/** A text of the city in both languages. */
export const localized = z.object({ 'zh-CN': z.string(), en: z.string() });
/** The name of a thing of the city: an item, an office, a case. */
export const reference = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.-]+$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/**
 * Bytes, RFC 4648 §4. The pattern has no groups: those of zod's own overflow the stack of a regular expression where
 * a file has some megabytes.
 */
export const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .meta({ contentEncoding: 'base64' });
/** A name with all but its first character hidden, for a screen that others can see. */
export const maskedName = z.string().max(64);
/** What a person has allowed, for one use. Without it nothing is handed out. */
export const consent = z.strictObject({
  /** What for, as the person read it. */
  purpose: z.string().min(1).max(200),
  /** The item that it is needed for. */
  item: reference,
  givenAt: instant,
});
/** A whole file. `bytes` is what it has when decoded. */
export const file = z.object({
  mediaType: z.enum(['application/pdf', 'image/jpeg', 'image/png']),
  bytes: z.int().min(1),
  sha256,
  content: base64,
});
