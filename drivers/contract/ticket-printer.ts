import type { Command, Device } from './device.ts';

/** What to put on paper, without a word of how. */
export interface Ticket {
  parts: readonly TicketPart[];
  /** Cut at the end; feed is added so that the cut clears the last line. */
  cut: 'partial' | 'full' | 'none';
}

export type TicketPart =
  | {
      kind: 'text';
      /** One line; longer than the paper is wide wraps between characters. Any Unicode; what the printer's two-byte sets lack is drawn. */
      text: string;
      /** Multiples of the base character cell, 1 to 8 (GS ! range). */
      width?: number;
      height?: number;
      align?: 'left' | 'center' | 'right';
      bold?: boolean;
    }
  | { kind: 'rule' }
  | { kind: 'feed'; lines: number }
  | {
      kind: 'qr';
      data: string;
      /** Dots per module, 1 to 16. */
      moduleSize?: number;
      errorCorrection?: 'L' | 'M' | 'Q' | 'H';
    }
  | {
      kind: 'image';
      widthDots: number;
      heightDots: number;
      /** One bit per dot, rows padded to whole bytes, most significant bit left, 1 is black. */
      bits: Uint8Array;
    };

/**
 * `printed`: the printer said, behind the last byte in its own order, that it had got there (GS ( H fn 48).
 * `accepted`: it took everything and reports no fault, which is less.
 */
export interface PrintReceipt {
  confirmation: 'printed' | 'accepted';
}

/**
 * ESC/POS ticket printer. Capabilities: `print`, `fence.process-id`, `presenter` (knows whether the ticket was taken),
 * `retract` (can take a ticket back in that nobody took).
 */
export interface TicketPrinter extends Device {
  readonly deviceClass: 'ticket-printer';
  /**
   * Prints one ticket. `opId` is also the ticket's process id, so the same operation can be recognised later.
   * @throws DeviceError. `effect` is `none` only if not one byte of the ticket had been sent.
   */
  print(ticket: Ticket, command: Command): Promise<PrintReceipt>;
  /**
   * After a restart: does the printer confirm that the operation reached paper? Waits for a late process-id
   * reply until the deadline. `unknown` is an answer, not an error.
   */
  reconcile(opId: string, command: Command): Promise<'printed' | 'unknown'>;
  /** Resolves when the presented ticket was taken. `unsupported` without a presenter sensor. */
  waitForTaken(command: Command): Promise<void>;
  /**
   * Takes back in what stands at the mouth, so that the next person does not get it. `empty`: nothing stood there.
   * Without a presenter sensor `retracted` says only that the printer was told.
   * @throws DeviceError; `unsupported` where the model cannot.
   */
  retract(command: Command): Promise<'retracted' | 'empty'>;
}
