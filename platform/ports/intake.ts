import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, instant, localized, reference, sha256, subject } from '../core/shapes.ts';

/** What the person or a register says, by the name of the field. */
const answers = z.record(reference, z.string().max(500));
const handedIn = z.strictObject({
  material: reference,
  /** The licence that stands for it, or the file that the materials port has. Exactly one of the two. */
  licence: reference.nullable(),
  upload: z.strictObject({ upload: reference, sha256 }).nullable(),
});

/** The one way in for an application (统一受理): filled in before, checked before, then submitted. */
export const intake = definePort({
  id: 'intake',
  title: { 'zh-CN': '统一受理', en: 'Intake' },
  operations: {
    prefill: {
      summary: 'The fields of an application, each with what is known already and who says so.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 12_000,
      request: z.strictObject({ subject, item: reference }),
      reply: z.object({
        fields: z.array(
          z.object({
            field: reference,
            label: localized,
            required: z.boolean(),
            /** ECMAScript regular expression for the whole value; `null`: anything. */
            pattern: z.string().nullable(),
            value: z.string().nullable(),
            /** Where the value comes from; `null` where there is none. */
            source: z
              .object({
                kind: z.enum(['id-card', 'register', 'licence', 'case']),
                name: localized,
                /** Since when the source says so. */
                since: date,
              })
              .nullable(),
          }),
        ),
      }),
      refusals: ['unknownItem'],
    },
    precheck: {
      summary: 'Whether it would be taken, with a reason in plain words for each fault.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 12_000,
      request: z.strictObject({ subject, item: reference, answers, materials: z.array(handedIn).max(50) }),
      reply: z.object({
        verdict: z.enum(['pass', 'block']),
        faults: z.array(
          z.object({
            at: z.enum(['field', 'material', 'person']),
            /** The field or material. */
            name: reference,
            rule: reference,
            reason: localized,
          }),
        ),
        /** Of `totalRules`, how many a machine could check; the others wait for a clerk. */
        checkedRules: z.int().min(0),
        totalRules: z.int().min(0),
      }),
      refusals: ['unknownItem'],
    },
    submit: {
      summary: 'Makes it a case.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 20_000,
      request: z.strictObject({
        subject,
        item: reference,
        answers,
        materials: z.array(handedIn).max(50),
        /** Of the signing port. */
        signature: reference.nullable(),
      }),
      reply: z.object({
        caseNumber: reference,
        /** For the QR code of the receipt: whoever has it may ask how far the case is. */
        receipt: reference,
        submittedAt: instant,
        dueOn: date,
        legallyDueOn: date,
        /** SHA-256 of the whole application as it was taken, hexadecimal. */
        sha256,
      }),
      refusals: ['unknownItem', 'notOnline', 'guideOverdue', 'precheckFailed'],
    },
  },
});
