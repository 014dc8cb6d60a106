import type Database from 'better-sqlite3';
import type { Dispatch, Journal, JournalPayloads } from './journal.ts';

type EffectKind = Exclude<keyof JournalPayloads, 'ticket.print'>;

/** Irreversible effects that have no number of their own: documents on paper and requests to the city. */
export class Effects {
  /** Decided, nothing sent. The same operation again changes nothing. */
  readonly prepare: (opId: string, kind: EffectKind, sessionId: string, item: string) => void;
  /** As `Journal.dispatch`: only `send` may send. */
  readonly dispatch: (opId: string) => Dispatch;
  /**
   * A request that the city does once, however often it is asked: it may be sent in every state but `done`.
   * Recorded before the first byte leaves.
   */
  readonly ask: (opId: string) => void;
  readonly #journal: Journal;

  constructor(db: Database.Database, journal: Journal) {
    this.#journal = journal;
    const atomic = <A extends unknown[], R>(work: (...args: A) => R): ((...args: A) => R) => {
      const transaction = db.transaction(work as (...args: unknown[]) => unknown);
      return (...args) => transaction.immediate(...args) as R;
    };
    this.prepare = atomic((opId: string, kind: EffectKind, sessionId: string, item: string) => {
      if (journal.get(opId) === null) journal.prepare(opId, kind, sessionId, { item });
    });
    this.dispatch = atomic((opId: string) => journal.dispatch(opId));
    this.ask = atomic((opId: string) => {
      const state = journal.get(opId)?.state;
      if (state === 'prepared' || state === 'failed') journal.move(opId, 'dispatched');
    });
  }

  /** `detail`: how far it is confirmed, as a code. Idempotent. */
  done(opId: string, detail: string): void {
    if (this.#journal.get(opId)?.state !== 'done') this.#journal.move(opId, 'done', detail);
  }

  /** It may have taken effect. `detail`: a code, for example `paper.jam`. */
  uncertain(opId: string, detail: string): void {
    if (this.#journal.get(opId)?.state !== 'uncertain') this.#journal.move(opId, 'uncertain', detail);
  }

  /** Certain that nothing took effect; may be tried again. */
  failed(opId: string, detail: string): void {
    if (this.#journal.get(opId)?.state !== 'failed') this.#journal.move(opId, 'failed', detail);
  }
}
