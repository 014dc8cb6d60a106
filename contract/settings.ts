import { z } from 'zod';
import { languages } from './localized.ts';
import { textSizes } from './text-sizes.ts';

export { textSizes };

/**
 * How one citizen wants to see and reach the screen. Belongs to the session: it is put back to the
 * defaults when the session ends, so that nobody inherits a stranger's choices.
 */
export const settingsSchema = z.strictObject({
  language: z.enum(languages),
  textSize: z.union(textSizes.map((size) => z.literal(size))),
  contrast: z.enum(['default', 'high']),
  /** `low` moves everything that is touched into the lower part of the panel (wheelchair, children). */
  reach: z.enum(['standard', 'low']),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  language: 'zh-CN',
  textSize: 1,
  contrast: 'default',
  reach: 'standard',
};
