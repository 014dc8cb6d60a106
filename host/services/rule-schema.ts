import { z } from 'zod';
import type { Expectation } from '../config/expectations.ts';
import { localizedSchema } from '../config/localized-schema.ts';
import { isDate } from './dates.ts';
import type { Logic } from './logic.ts';

/** The sentence for a rule that zod has no words for, by its key in `host/config/expectations.ts`. */
export const says = (key: Expectation): string => key;

export const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, says('id'));
/** Fields, facts: names as they stand in conditions and in the form's JSON Schema. */
export const nameSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,47}$/, says('field-name'));
export const dateSchema = z.string().refine(isDate, says('date'));
/** A condition as JSON Logic. What it may hold is looked at by `refuseLogic`; here it is any JSON. */
const logicSchema = z.json() as z.ZodType<Logic>;

/** Where a text of the office comes from, so that it can be checked again. */
export const sourceSchema = z.strictObject({
  title: localizedSchema,
  /** Number of the document or name of the page, as one would look for it. */
  reference: z.string().min(1),
});

/** What is valid for some time only. `validUntil` is the last day. */
export const freshnessSchema = {
  version: z.string().min(1),
  /** The day on which somebody last compared it with its source. */
  checkedOn: dateSchema,
  validUntil: dateSchema,
  source: sourceSchema,
};

/** One condition of the office. Facts that it asks about and that are not known leave it open. */
export const ruleSchema = z.strictObject({
  id: idSchema,
  /** `block`: cannot be granted, nothing is submitted. `warn`: told, the citizen decides. */
  severity: z.enum(['block', 'warn']),
  /** When it applies at all; without it, always. Facts that are not known count as `null` here. */
  when: logicSchema.optional(),
  /** What has to be the case. */
  holds: logicSchema,
  /** Why it does not fit, in plain words. */
  reason: localizedSchema,
  /** What the citizen can do about it. */
  remedy: localizedSchema,
  /** Fields of the form that are marked when it fails. */
  fields: z.array(nameSchema).default([]),
  /** Clause of the rule set's source. */
  source: z.string().min(1),
  from: dateSchema,
  /** The last day; `null`: until further notice. */
  until: dateSchema.nullable().default(null),
});
export type Rule = z.infer<typeof ruleSchema>;

export const ruleSetSchema = z.strictObject({ ...freshnessSchema, list: z.array(ruleSchema).min(1) });
export type RuleSet = z.infer<typeof ruleSetSchema>;
