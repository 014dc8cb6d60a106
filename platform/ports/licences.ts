import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { consent, date, file, localized, reference, subject } from '../core/shapes.ts';

const licence = z.object({
  licence: reference,
  /** Name of its kind, such as `household-register`. */
  kind: reference,
  title: localized,
  issuer: z.string(),
  issuedOn: date,
  /** `null`: without end. */
  validUntil: date.nullable(),
  state: z.enum(['valid', 'expired', 'revoked']),
});

/** Electronic licences (电子证照): what a person owns, and one of them with consent. */
export const licences = definePort({
  id: 'licences',
  title: { 'zh-CN': '电子证照', en: 'Electronic licences' },
  operations: {
    list: {
      summary: 'The licences of a person, without what stands in them.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({ licences: z.array(licence) }),
      refusals: [],
    },
    pull: {
      summary: 'One licence with what stands in it, under a consent that the register keeps.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 12_000,
      request: z.strictObject({ subject, licence: reference, consent }),
      reply: z.object({
        licence,
        fields: z.array(z.object({ label: localized, value: z.string() })),
        /** By which whoever receives a print of it can check it. */
        checkCode: z.string(),
        document: file.nullable(),
      }),
      refusals: ['unknownLicence', 'notValid'],
      maxReplyBytes: 8_388_608,
    },
    verify: {
      summary: 'Whether a licence that somebody shows is a real one, also of another region.',
      effects: 'none',
      about: 'checkCode',
      timeoutMs: 12_000,
      request: z.strictObject({ checkCode: z.string().min(6).max(64) }),
      reply: z.object({
        result: z.enum(['valid', 'expired', 'revoked', 'unknown']),
        /** Of the issuer, a GB/T 2260 province such as `310000`; `null` where it is unknown. */
        region: z
          .string()
          .regex(/^\d{6}$/)
          .nullable(),
        title: localized.nullable(),
      }),
      refusals: ['regionUnavailable'],
    },
  },
});
