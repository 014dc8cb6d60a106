import { z } from 'zod';

/** What the screen is asked to look for, in numbers of the camera's profile. */
export interface WatchTask {
  /** Part of the name that the system gives the camera; `null`: the only one. */
  name: string | null;
  /** How many pictures are looked at, so many milliseconds apart. */
  samples: number;
  everyMs: number;
  /** Without as many pictures by then there is no picture, counted from the question. */
  withinMs: number;
  /** A mean luma below this, 0 to 255, is dark. */
  darkBelow: number;
  /** So many pictures in a row that are the same to the last bit are frozen. */
  frozenSamples: number;
}

/**
 * Everything that the screen says of a picture; the picture itself never leaves the page. `denied`: the browser
 * did not allow it; `busy`: another program holds the camera; `gone`: the browser knows no such camera.
 */
export const frameReportSchema = z.strictObject({
  verdict: z.enum(['ok', 'dark', 'frozen', 'no-frame', 'denied', 'busy', 'gone']),
  /** Of the last picture, 0 to 255; `null` where there was none. */
  meanLuma: z.number().min(0).max(255).nullable(),
  /** How many frames a second came; `null` where there was no picture. */
  fps: z.number().min(0).max(1000).nullable(),
});
export type FrameReport = z.infer<typeof frameReportSchema>;
