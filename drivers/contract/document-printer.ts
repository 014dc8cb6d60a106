import type { Command, Device } from './device.ts';

/** IPP `sides`. */
export type Sides = 'one-sided' | 'two-sided-long-edge' | 'two-sided-short-edge';

export interface PrintDocument {
  /** A whole PDF file. */
  pdf: Uint8Array;
  /** From 1. */
  copies: number;
  sides: Sides;
}

/** How far a document has come. Counts are `null` where the printer does not tell. */
export interface PrintProgress {
  /** `stopped`: waits for paper, a closed door …; `held`: waits for something that the printer does not do by itself. */
  state: 'queued' | 'held' | 'printing' | 'stopped';
  /** Sides of sheets that are printed so far, all copies. */
  impressions: number | null;
}

/**
 * `printed`: the printer says that the job is completed. `accepted`: what took the job has handed it on to the
 * printer (a print server) and knows no more.
 */
export interface DocumentReceipt {
  confirmation: 'printed' | 'accepted';
  impressions: number | null;
  sheets: number | null;
}

/**
 * A4 printer (IPP). Capabilities: `print`, `reconcile`, `cancel`, and `two-sided` where the model can turn the sheet.
 */
export interface DocumentPrinter extends Device {
  readonly deviceClass: 'document-printer';
  /**
   * Prints one document and waits until the printer says that it is done. The printer sees a job name that is made of
   * `opId`, and nothing of the document's title or owner. Whatever ends the wait ends the job: a document never comes
   * out after its command has failed, unless the printer can no longer be told (`effect` is then `unknown`, or
   * `partial`), and it is told before anything else is printed. Only `close` leaves the job alone, for `reconcile`.
   * @throws DeviceError. `effect` is `none` only if no part of the document was sent, or the printer confirms that it
   * never began.
   */
  print(
    document: PrintDocument,
    command: Command,
    onProgress?: (progress: PrintProgress) => void,
  ): Promise<DocumentReceipt>;
  /**
   * After a restart: what became of the operation? A job that is still at work is waited for until the deadline.
   * `unknown` is an answer, not an error: the printer does not know the job (any more) or cannot be reached.
   */
  reconcile(opId: string, command: Command): Promise<JobOutcome>;
  /** Stops the operation, also one of an earlier run; says what it had come to. Its `print` fails with `canceled`. */
  cancel(opId: string, command: Command): Promise<JobOutcome>;
}

export type JobOutcome = 'printed' | 'canceled' | 'aborted' | 'unknown';
