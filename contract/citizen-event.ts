import { z } from 'zod';
import { settingsSchema } from './settings.ts';

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/);

/**
 * Everything that a touch on the citizen's screen can say to the host. Each one is answered:
 * accepted, or rejected with a reason. What is not listed here cannot be said.
 */
export const citizenEventSchema = z.discriminatedUnion('type', [
  /** A service item was touched on the attract screen. */
  z.strictObject({ type: z.literal('START'), itemId: id }),
  /** "Continue without a card". */
  z.strictObject({ type: z.literal('SKIP_IDENTITY') }),
  /** Try the failed step again (read the card, print the ticket). */
  z.strictObject({ type: z.literal('RETRY') }),
  z.strictObject({ type: z.literal('CHOOSE'), businessId: id }),
  /** Take a number and print it. */
  z.strictObject({ type: z.literal('PRINT') }),
  z.strictObject({ type: z.literal('BACK') }),
  /** "Stop": ends the session from any step. */
  z.strictObject({ type: z.literal('CANCEL') }),
  /** "I have taken it" on the take-your-things screen. */
  z.strictObject({ type: z.literal('DONE') }),
  /** "Still there": the answer to the time-out warning. */
  z.strictObject({ type: z.literal('EXTEND') }),
  z.strictObject({ type: z.literal('HELP'), open: z.boolean() }),
  /** Personal data is masked; it is shown only while this is on (the finger is down). */
  z.strictObject({ type: z.literal('REVEAL'), on: z.boolean() }),
  z.strictObject({ type: z.literal('SET'), settings: settingsSchema.partial() }),
]);
export type CitizenEvent = z.infer<typeof citizenEventSchema>;
export type CitizenEventType = CitizenEvent['type'];
