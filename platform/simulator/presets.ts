import { z } from 'zod';
import presetData from '../../assets/platform/presets.json' with { type: 'json' };
import { faultSchema } from './faults.ts';

const presetSchema = z.strictObject({
  name: z.string(),
  description: z.strictObject({ 'zh-CN': z.string(), en: z.string() }),
  faults: z.array(faultSchema),
});

/** Named states of the simulated city. `normal` clears all. */
export const platformPresets = z.array(presetSchema).parse(presetData);
