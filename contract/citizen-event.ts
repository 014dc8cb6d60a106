import { z } from 'zod';
import { settingsSchema } from './settings.ts';

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/);

/** Of a form's field, as it stands in the item. */
const fieldName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,47}$/);
const fieldValue = z.union([z.string().max(500), z.array(z.string().max(64)).max(20)]);
/** A name of four characters of thirty strokes each is written with 120. */
const strokes = z
  .array(z.array(z.int().min(0).max(1000)).min(4).max(400))
  .min(1)
  .max(128)
  .refine((all) => all.every((stroke) => stroke.length % 2 === 0));

/**
 * Everything that a touch on the citizen's screen can say to the host. Each one is answered:
 * accepted, or rejected with a reason. What is not listed here cannot be said.
 */
export const citizenEventSchema = z.discriminatedUnion('type', [
  /** A service item was touched on the attract screen. */
  z.strictObject({ type: z.literal('START'), itemId: id }),
  /** Looks through the items; nothing is begun. */
  z.strictObject({
    type: z.literal('BROWSE'),
    theme: id.nullable(),
    text: z.string().max(40),
    from: z.int().min(0).max(100_000),
  }),
  /** Back to the attract screen. */
  z.strictObject({ type: z.literal('HOME') }),
  /** "Continue without a card". */
  z.strictObject({ type: z.literal('SKIP_IDENTITY') }),
  /** Try the failed step again (read the card, print the ticket). */
  z.strictObject({ type: z.literal('RETRY') }),
  z.strictObject({ type: z.literal('CHOOSE'), businessId: id }),
  /** Take a number and print it. */
  z.strictObject({ type: z.literal('PRINT') }),
  /** One of a list was touched: a region, a variant, a benefit. */
  z.strictObject({ type: z.literal('PICK'), value: z.string().min(1).max(64) }),
  z.strictObject({ type: z.literal('CONSENT'), id, given: z.boolean() }),
  /** A field of the form is filled in; `null` leaves it blank. */
  z.strictObject({ type: z.literal('FILL'), field: fieldName, value: fieldValue.nullable() }),
  /** Change a field that was filled in. */
  z.strictObject({ type: z.literal('EDIT'), field: fieldName }),
  /** "This is wrong" was touched beside a field. */
  z.strictObject({ type: z.literal('DISPUTE'), field: fieldName }),
  /** And what would be right, where the citizen knows. */
  z.strictObject({ type: z.literal('CLAIM'), claimed: z.string().max(200).nullable() }),
  /** What was filled in is right: go on. */
  z.strictObject({ type: z.literal('SUBMIT') }),
  /** The name was written. Each stroke is `[x, y, x, y, …]`, in thousandths of the pad's width. */
  z.strictObject({ type: z.literal('SIGN'), strokes }),
  /** 5 very satisfied … 1 very dissatisfied (GB/T 39735). */
  z.strictObject({ type: z.literal('RATE'), level: z.int().min(1).max(5) }),
  z.strictObject({ type: z.literal('BACK') }),
  /** Go on later at another kiosk of the site. */
  z.strictObject({ type: z.literal('PAUSE_HERE') }),
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
