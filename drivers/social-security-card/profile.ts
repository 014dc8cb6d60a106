import { z } from 'zod';

const ms = z.int().min(1).max(60_000);

/** How social security cards are spoken to. Files in `assets/card-profiles` have this shape. */
export const cardProfileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Name of the social security application, in hex. */
  application: z.string().regex(/^([0-9A-F]{2}){5,16}$/),
  /** P1 of SELECT for a file below the application. */
  selectFileP1: z.int().min(0).max(255),
  /** How READ RECORD names a record: by its identifier (P2 = 00) or by its number in the file (P2 = 04). */
  recordsBy: z.enum(['identifier', 'number']),
  timeouts: z.strictObject({
    /** For an answer of pcscd alone. */
    daemonMs: ms,
    /** For an answer in which the card has its say. */
    cardMs: ms,
    /** After one of the two, until the connection to pcscd is given up and made anew. */
    giveUpMs: ms,
    /** How long another program may hold the card. */
    sharedMs: ms,
    /** A card that stops answering may have been pulled; so long the reader may take to notice. */
    noticeMs: ms,
  }),
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

export type CardProfile = z.infer<typeof cardProfileSchema>;
