import { z } from 'zod';
import { conditionCodes } from '../contract/status.ts';

/** What differs between models of IPP printers, as data. */
export const documentPrinterProfileSchema = z.strictObject({
  /** The file's name without `.json`. */
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** For staff. */
  model: z.string().min(1),
  /** The paper that documents are made for, by its PWG 5101.1 name. */
  media: z.string().regex(/^[a-z0-9._-]{1,64}$/),
  /** The printer turns the sheet by itself. */
  twoSided: z.boolean(),
  timing: z.strictObject({
    /** How often an idle printer is asked how it is. */
    pollMs: z.int().min(500).max(60_000),
    /** How often while a document is on its way. */
    jobPollMs: z.int().min(50).max(5000),
    /** An answer takes longer than this only from a printer that hangs. */
    replyMs: z.int().min(500).max(30_000),
    /** How long a document waits for a printer that has stopped, is busy or cannot be reached, before it is given up. */
    patienceMs: z.int().min(500).max(120_000),
    /** What is kept of each deadline to cancel a job and hear what became of it. */
    cancelMs: z.int().min(500).max(15_000),
  }),
  /**
   * `printer-state-reasons` of this model without their suffix, and what they mean where it is not what the standard
   * says. `null`: of no interest.
   */
  reasons: z.record(z.string(), z.enum(conditionCodes).nullable()),
  /** Where the facts come from and how sure they are. */
  notes: z.array(
    z.strictObject({
      field: z.string().min(1),
      text: z.string().min(1),
      confidence: z.enum(['documented', 'single-source', 'assumed']),
      source: z.string().min(1),
    }),
  ),
});
export type DocumentPrinterProfile = z.infer<typeof documentPrinterProfileSchema>;
