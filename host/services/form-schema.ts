import { z } from 'zod';
import { keyboards } from '../../contract/service-view.ts';
import { localizedSchema } from '../config/localized-schema.ts';
import { idSchema, nameSchema } from './rule-schema.ts';

/** Where a value comes from: an operation of a port of the city, or the card or code that was shown. */
export const originSchema = z.strictObject({ source: idSchema, path: z.string().min(1) });
export type Origin = z.infer<typeof originSchema>;

/** How one field of the form is shown. */
export const fieldSchema = z.strictObject({
  label: localizedSchema,
  hint: localizedSchema.optional(),
  keyboard: z.enum(keyboards),
  /** For `choice`: what each value is called, in the order of the screen. */
  choices: z.array(z.strictObject({ value: z.string().min(1), label: localizedSchema })).optional(),
  /** For `choice`: a list that the city gives, for this person or for what was filled in before. */
  choicesFrom: z
    .strictObject({
      ...originSchema.shape,
      /** What the city is told of the form: the name in its question → the field that says it. */
      with: z.record(nameSchema, nameSchema).default({}),
    })
    .optional(),
  /** Shown masked unless the citizen holds the reveal button down. */
  masked: z.boolean().default(false),
});
export type Field = z.infer<typeof fieldSchema>;

/**
 * A form: what may be filled in, as JSON Schema (2020-12), and how each field is shown. Forms are flat: each field
 * is one property, so that a screen, a rule and a department name it alike.
 */
export const formSchema = z.strictObject({
  schema: z.record(z.string(), z.json()),
  /** In the order of the screen. */
  fields: z.record(nameSchema, fieldSchema),
  prefill: z.array(z.strictObject({ field: nameSchema, from: originSchema })).default([]),
});
export type Form = z.infer<typeof formSchema>;
