import { z } from 'zod';

const ms = z.int().min(1).max(600_000);

/** How a UPS behind a NUT server is watched. Files in `assets/ups-profiles` have this shape. */
export const upsProfileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** From a request to the end of its answer. */
  timeoutMs: ms,
  /** Pause between two questions. */
  pollMs: ms,
  /** How long the battery must feed, and how long the mains must be back, until it counts. */
  debounce: z.strictObject({ onBatteryMs: ms, onMainsMs: ms }),
  /** Where each value comes from, and how sure it is. */
  facts: z.record(
    z.string(),
    z.strictObject({
      /** `agreed`: independent sources agree. `single`: one source. `inferred`: to be confirmed on hardware. */
      confidence: z.enum(['agreed', 'single', 'inferred']),
      source: z.string().min(1),
    }),
  ),
});

export type UpsProfile = z.infer<typeof upsProfileSchema>;
