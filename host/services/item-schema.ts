import { z } from 'zod';
import type { Role } from '../../drivers/contract/roles.ts';
import { localizedSchema } from '../config/localized-schema.ts';
import { formSchema, originSchema } from './form-schema.ts';
import { hoursSchema } from './hours.ts';
import { freshnessSchema, idSchema, nameSchema, ruleSetSchema, says } from './rule-schema.ts';

/** Which roles there are is looked at by `checkItem`: the table of devices is no part of this schema. */
const roleSchema = idSchema as unknown as z.ZodType<Role>;

const identitySchema = z
  .strictObject({
    /** `optional`: the citizen may go on without. */
    need: z.enum(['none', 'optional', 'required']),
    /** In the order in which they are offered. A receipt shows one case and nothing else. */
    by: z.array(z.enum(['card', 'code', 'receipt'])),
  })
  .refine(({ need, by }) => (need === 'none') === (by.length === 0), says('identity-means'));

const consentSchema = z.strictObject({
  id: idSchema,
  /** What is done with the data, in one sentence that begins with the citizen. */
  text: localizedSchema,
  purpose: localizedSchema,
  /** What is fetched once it is given; sources of prefill and facts. */
  covers: z.array(idSchema),
  /** Without it the item cannot be done; otherwise it may be refused and the form is filled by hand. */
  required: z.boolean(),
});

export const guideSchema = z.strictObject({
  ...freshnessSchema,
  steps: z.array(localizedSchema).min(1),
  /** What to have at hand. */
  bring: z.array(localizedSchema).default([]),
  fee: localizedSchema,
  /** Working days that the office promises from submission; 0: at once. */
  workingDays: z.int().min(0).max(90),
});
export type Guide = z.infer<typeof guideSchema>;

/** One way to do the item: new, change, extend, cancel. Its fields are those of the form that it needs. */
const variantSchema = z.strictObject({
  id: idSchema,
  name: localizedSchema,
  summary: localizedSchema,
  fields: z.array(nameSchema).min(1),
  required: z.array(nameSchema),
  /** What the city is asked for, where it is not the item's own operation. */
  operation: nameSchema.optional(),
});
export type Variant = z.infer<typeof variantSchema>;

/** One department's part of a bundle: it is given its fields only, and has a state of its own. */
const partSchema = z.strictObject({
  id: idSchema,
  name: localizedSchema,
  department: localizedSchema,
  fields: z.array(nameSchema).min(1),
  workingDays: z.int().min(0).max(90),
});

/** Another region that the item can be done for; its guide is the one that counts. */
const regionSchema = z.strictObject({
  code: z.string().regex(/^\d{6}$/, says('division-code')),
  name: localizedSchema,
  guide: guideSchema,
});

const documentSchema = z.strictObject({
  id: idSchema,
  name: localizedSchema,
  /** A kind of document that the kiosk can draw. */
  kind: idSchema,
  paper: z.enum(['a4', 'ticket']),
  /** The most sheets or tickets of one session. */
  atMost: z.int().min(1).max(20),
});

/** What the city is asked for in the end. */
const requestSchema = z.strictObject({
  port: idSchema,
  operation: nameSchema,
  /** Asked instead when the citizen showed a receipt; there is no form then. */
  byReceipt: nameSchema.optional(),
  /** There is no form: it is asked once for each entry of this list that the citizen touches. */
  each: originSchema.optional(),
  /** Something is changed by it: journalled, and asked once only. */
  changes: z.boolean(),
  /** The citizen signs what was filled in. */
  sign: z.boolean(),
});

/** A service item, whole. A kiosk needs nothing else to do it. */
export const itemSchema = z.strictObject({
  $schema: z.string().optional(),
  id: idSchema,
  name: localizedSchema,
  summary: localizedSchema,
  /** Other words that people look for. */
  keywords: z.strictObject({ 'zh-CN': z.array(z.string().min(1)), en: z.array(z.string().min(1)) }),
  theme: idSchema,
  who: z.enum(['personal', 'enterprise']),
  identity: identitySchema,
  /** Full years on the day; `null`: no limit. Known only when somebody has been identified. */
  ages: z.strictObject({
    from: z.int().min(0).max(150).nullable(),
    to: z.int().min(0).max(150).nullable(),
  }),
  promise: z.enum(['ordinary', 'complex']),
  /** At the kiosk, in minutes. */
  minutes: z.strictObject({ usual: z.int().min(1).max(20), atMost: z.int().min(1).max(20) }),
  guide: guideSchema,
  hours: hoursSchema,
  regions: z.array(regionSchema).default([]),
  variants: z.array(variantSchema).default([]),
  consents: z.array(consentSchema).default([]),
  form: formSchema.nullable(),
  /** What is asked of the city for the rules, by the name that rules use. */
  facts: z.record(nameSchema, originSchema).default({}),
  rules: ruleSetSchema.nullable(),
  parts: z.array(partSchema).default([]),
  request: requestSchema,
  documents: z.array(documentSchema).default([]),
  /** How what was asked for is given. */
  result: z.array(z.enum(['screen', 'print', 'ticket', 'qr', 'archive'])).min(1),
  needs: z.strictObject({
    /** Besides the readers for the identity and the printers for the documents, which follow from those. */
    devices: z.array(roleSchema).default([]),
    /** Ports without which it cannot be finished. Those of prefill are done without. */
    ports: z.array(idSchema).min(1),
  }),
  /** Where else it can be done, when not here and now. */
  elsewhere: localizedSchema,
  rating: z.boolean(),
  /** When the city does not answer, the request waits at the kiosk and is sent once, later. */
  later: z.boolean().default(false),
});
export type Item = z.infer<typeof itemSchema>;
