import { z } from 'zod';

const ms = z.int().min(1).max(60_000);

/** What differs between models of GA/T 467 readers. Files in `assets/reader-profiles` have this shape. */
export const readerProfileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Pause between the answer to one look for a card and the next look. */
  pollGapMs: ms,
  /**
   * What is around the frames where the reader hangs on USB itself; serial ports and tcp carry them bare. `none`:
   * nothing. `hid-10c4`: reports as in `hid-10c4.ts`. `split-bulk`: over two pairs of endpoints (`split-bulk.ts`).
   */
  wrapper: z.enum(['none', 'hid-10c4', 'split-bulk']),
  /** From the request to the first byte of its answer, by step. */
  timeouts: z.strictObject({ statusMs: ms, findMs: ms, selectMs: ms, readMs: ms }),
  /** The slowest line this model may be on; it says how long a long answer may take once it has begun. */
  slowestBaudRate: z.int().min(9600).max(115_200),
  /** A silence this long in the middle of an answer, or behind a damaged one, means that no more will come. */
  quietMs: ms,
  /** Between two greetings of a reader that is silent or reports a fault. */
  greetingRetryMs: ms,
  /**
   * How it can be told that a card was taken off after a good read: `chip-number` asks for the chip number, which
   * is answered while the card stays. `none`: it cannot.
   */
  removalProbe: z.enum(['chip-number', 'none']),
  /** Which of up to four stored addresses is the newest; `none` for models without the command. */
  newestAddress: z.enum(['first', 'last', 'none']),
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

export type ReaderProfile = z.infer<typeof readerProfileSchema>;
