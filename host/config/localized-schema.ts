import { z } from 'zod';
import { languages } from '../../contract/localized.ts';

/** A text in every language of the product; none may be missing. */
export const localizedSchema = z.strictObject(
  Object.fromEntries(languages.map((language) => [language, z.string().min(1)])) as Record<
    (typeof languages)[number],
    z.ZodString
  >,
);
