import { z } from 'zod';

const ms = z.int().min(1).max(3_600_000);

/** What differs between models of cameras. Files in `assets/camera-profiles` have this shape. */
export const cameraProfileSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    /** How many pictures are looked at, so many milliseconds apart. */
    samples: z.int().min(2).max(20),
    everyMs: ms,
    /** Without as many pictures by then there is no picture; opening the camera counts. */
    withinMs: ms,
    /** A mean luma below this, 0 to 255, is dark. */
    darkBelow: z.number().min(0).max(255),
    /** So many pictures in a row that are the same to the last bit are frozen. */
    frozenSamples: z.int().min(2).max(20),
    /** Between two looks at whether the operating system sees the camera. */
    presenceMs: ms,
    /** From a fault to the next look at the picture. */
    retryMs: ms,
    /** Between two looks at a picture that was well. */
    lookEveryMs: ms,
    /** Where each value comes from, and how sure it is. */
    facts: z.record(
      z.string(),
      z.strictObject({
        /** `agreed`: independent sources agree. `single`: one source. `inferred`: to be confirmed on hardware. */
        confidence: z.enum(['agreed', 'single', 'inferred']),
        source: z.string().min(1),
      }),
    ),
  })
  .refine(({ samples, everyMs, withinMs }) => samples * everyMs < withinMs, {
    error: 'the samples do not fit into withinMs',
    path: ['withinMs'],
  })
  .refine(({ samples, frozenSamples }) => frozenSamples <= samples, {
    error: 'more than there are samples',
    path: ['frozenSamples'],
  });
export type CameraProfile = z.infer<typeof cameraProfileSchema>;
