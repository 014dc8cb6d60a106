import { z } from 'zod';

const ms = z.int().min(1).max(60_000);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const address = z.int().min(0).max(0xffff);

/** What the state `on` of an input is to the kiosk's staff. */
export const inputConditions = ['door.open', 'cover.open', 'tamper'] as const;

const allDiffer = (entries: readonly { name: string; address: number }[]): boolean =>
  new Set(entries.map((entry) => entry.name)).size === entries.length &&
  new Set(entries.map((entry) => entry.address)).size === entries.length;

/** How a board is wired in one kiosk model. Files in `assets/io-profiles` have this shape. */
export const boardProfileSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    /** Modbus unit address, as set with the switches of the board. */
    unit: z.int().min(1).max(247),
    /** From a request to the end of its answer. */
    timeoutMs: ms,
    /** So long an answer that was not waited for any more may still come, before the next request is sent. */
    lateMs: ms,
    /** A silence this long in the middle of an answer, or behind a damaged one, means that no more will come. */
    quietMs: ms,
    /** The slowest line this board may be on; it says how much silence stands between two frames. */
    slowestBaudRate: z.int().min(1200).max(115_200),
    /** Pause between two looks at the inputs. */
    pollMs: ms,
    /** Discrete inputs (function 02). */
    inputs: z
      .array(
        z.strictObject({
          name,
          address,
          /** The contact is closed where what is named is not the case. */
          inverted: z.boolean(),
          /** How long the contact must rest in a new state until it counts. */
          debounce: z.strictObject({ onMs: ms, offMs: ms }),
          condition: z.enum(inputConditions).optional(),
        }),
      )
      .refine(allDiffer),
    /** Coils (functions 01 and 05). */
    lights: z
      .array(
        z.strictObject({
          name,
          address,
          /** The light is on where the relay is off. */ inverted: z.boolean(),
        }),
      )
      .refine(allDiffer),
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
  // Without either there would be nothing to ask it, and no way to see that it is there.
  .refine(({ inputs, lights }) => inputs.length + lights.length > 0);

export type BoardProfile = z.infer<typeof boardProfileSchema>;
export type InputProfile = BoardProfile['inputs'][number];
export type LightProfile = BoardProfile['lights'][number];
