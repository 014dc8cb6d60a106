import type Database from 'better-sqlite3';
import type { PrintReceipt } from '../../drivers/contract/ticket-printer.ts';
import type { BusinessInfo, IssuedTicket } from '../../state-machines/ports.ts';
import type { Dispatch, Journal } from './journal.ts';
import type { Numbers } from './numbers.ts';

export interface IssueRequest {
  /** Names the operation; the same one gives the same number again. */
  opId: string;
  sessionId: string;
  business: BusinessInfo;
}

export interface Issued {
  ticket: IssuedTicket;
  /** The operation had taken its number before; nothing was written. */
  repeated: boolean;
  /** The clock was set back to an earlier day since the last number. Staff should know. */
  clockWentBack: boolean;
}

/** What is to be known about a ticket on paper: its number's state and its journal entry, always changed together. */
export class Tickets {
  readonly issue: (request: IssueRequest) => Issued;
  /**
   * Records that the ticket is about to be sent. Must return `send` before the first byte leaves.
   * After `failed` it returns `send` again.
   */
  readonly dispatch: (opId: string) => Dispatch;
  /**
   * The printer confirmed: `printed`, or only `accepted` where the model knows no more; the journal keeps which.
   * Also a late confirmation of an uncertain one.
   */
  readonly printed: (opId: string, confirmation: PrintReceipt['confirmation']) => void;
  /** Bytes may have reached the printer; the number stays valid. `detail`: a code, for example `paper.jam`. */
  readonly uncertain: (opId: string, detail: string) => void;
  /** Certain that not one byte was sent (DeviceError effect `none`). `detail`: a code. */
  readonly failed: (opId: string, detail: string) => void;
  /**
   * Gives the number up. Nothing happens if it is void already.
   * @throws IllegalTransitionError once the ticket may have been sent: somebody may hold it.
   */
  readonly voidNumber: (opId: string, reason: string) => void;
  readonly #numbers: Numbers;

  constructor(db: Database.Database, journal: Journal, numbers: Numbers) {
    this.#numbers = numbers;
    const atomic = <A extends unknown[], R>(work: (...args: A) => R): ((...args: A) => R) => {
      const transaction = db.transaction(work as (...args: unknown[]) => unknown);
      return (...args) => transaction.immediate(...args) as R;
    };

    this.issue = atomic(({ opId, sessionId, business }: IssueRequest) => {
      const existing = this.get(opId);
      if (existing !== null) {
        if (existing.businessId !== business.id) {
          throw new Error(`operation ${opId} has a number of ${existing.businessId}, not of ${business.id}`);
        }
        return { ticket: existing, repeated: true, clockWentBack: false };
      }
      const next = numbers.next(business);
      journal.prepare(opId, 'ticket.print', sessionId, { number: next.number, businessId: business.id });
      numbers.insert(opId, business, next);
      return { ticket: this.#must(opId), repeated: false, clockWentBack: next.clockWentBack };
    });

    this.dispatch = atomic((opId: string) => journal.dispatch(opId));

    this.printed = atomic((opId: string, confirmation: PrintReceipt['confirmation']) => {
      journal.move(opId, 'done', confirmation);
      numbers.setState(opId, 'printed');
    });

    this.uncertain = atomic((opId: string, detail: string) => {
      journal.move(opId, 'uncertain', detail);
      numbers.setState(opId, 'uncertain');
    });

    this.failed = (opId, detail) => journal.move(opId, 'failed', detail);

    this.voidNumber = atomic((opId: string, reason: string) => {
      if (journal.get(opId)?.state === 'void') return;
      journal.move(opId, 'void', reason);
      numbers.void(opId, reason);
    });
  }

  get(opId: string): IssuedTicket | null {
    const found = this.#numbers.get(opId);
    if (found === null) return null;
    const { state: _state, serviceDay: _day, ...ticket } = found;
    return ticket;
  }

  #must(opId: string): IssuedTicket {
    const ticket = this.get(opId);
    if (ticket === null) throw new Error(`operation ${opId} has no number`);
    return ticket;
  }
}
