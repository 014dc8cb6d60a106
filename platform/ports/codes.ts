import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, instant, maskedName, reference, subject } from '../core/shapes.ts';

/** What a scanner has read. Nobody but the city knows what is in it. */
const code = z.string().min(1).max(4096);

/** GB 32100-2015. */
const creditCode = z
  .string()
  .regex(/^[0-9A-Z]{18}$/)
  .nullable();

/** The city's code (随申码) and its paper form for those without a telephone. */
export const codes = definePort({
  id: 'codes',
  title: { 'zh-CN': '随申码', en: 'City code' },
  operations: {
    resolve: {
      summary: 'Whose code was scanned.',
      effects: 'none',
      about: 'code',
      timeoutMs: 6000,
      request: z.strictObject({ code }),
      reply: z.object({
        kind: z.enum(['personal', 'offline', 'enterprise']),
        /** Of the person who shows it; of an enterprise code, whoever acts for the enterprise. */
        subject,
        name: z.string().min(1).max(128),
        /** Of the identity document. */
        number: z.string().min(8).max(32),
        maskedName,
        /** Of an enterprise code; `null` for the others. */
        enterpriseName: z.string().min(1).max(128).nullable(),
        creditCode,
        validUntil: instant,
      }),
      refusals: ['unknownCode', 'expiredCode', 'revokedCode'],
    },
    offline: {
      summary: 'Whether a person may have a paper code, and which one there is.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 6000,
      request: z.strictObject({ subject }),
      reply: z.object({
        /** From the age of 60. */
        eligible: z.boolean(),
        /** The one that is valid; `null`: there is none. */
        current: z.object({ serial: reference, validUntil: date }).nullable(),
      }),
      refusals: [],
    },
    issueOffline: {
      summary: 'A paper code for 180 days. A new one takes the place of the one before.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 12_000,
      request: z.strictObject({ subject, reason: z.enum(['first', 'renewal', 'lost']) }),
      reply: z.object({
        serial: reference,
        /** What to print as a QR code. */
        code,
        maskedName,
        issuedOn: date,
        validUntil: date,
        /** How often it is printed on one A4 page. */
        copies: z.int().min(1),
      }),
      refusals: ['tooYoung', 'alreadyIssued', 'nothingToReplace'],
    },
    site: {
      summary: 'The code of the place where this kiosk stands (场所码).',
      effects: 'none',
      about: null,
      timeoutMs: 6000,
      request: z.strictObject({}),
      reply: z.object({ code }),
      refusals: [],
    },
  },
});
