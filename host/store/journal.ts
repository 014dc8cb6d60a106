import type Database from 'better-sqlite3';
import type { Clock } from '../../drivers/contract/clock.ts';

/** What is kept with an entry, by kind. No personal data: enough to recognise the effect, not the citizen. */
export interface JournalPayloads {
  'ticket.print': { number: string; businessId: string };
  'document.print': { item: string };
  /** Something of the city's was asked to change; its key makes every repetition the same one. */
  'service.request': { item: string };
}
export type JournalKind = keyof JournalPayloads;

/**
 * `prepared`: decided, nothing sent. `dispatched`: may have been sent. `done`: confirmed. `uncertain`: sent, and
 * it cannot be known whether it took effect. `failed`: tried, certain that nothing was sent; may be tried again.
 * `void`: given up, certain that nothing was sent.
 */
export type JournalState = 'prepared' | 'dispatched' | 'done' | 'uncertain' | 'failed' | 'void';

export type JournalEntry = { [K in JournalKind]: EntryOf<K> }[JournalKind];

interface EntryOf<K extends JournalKind> {
  opId: string;
  kind: K;
  state: JournalState;
  sessionId: string;
  payload: JournalPayloads[K];
  /** Why it is in this state, as a code such as `paper.out` or `host.restarted`. */
  detail: string | null;
  /** ms since the epoch. */
  createdAt: number;
  updatedAt: number;
}

/** Nothing leads out of `done` and `void`, and nothing leads from a state in which bytes may have gone to one that sends. */
const next: Record<JournalState, readonly JournalState[]> = {
  prepared: ['dispatched', 'void'],
  dispatched: ['done', 'uncertain', 'failed'],
  failed: ['dispatched', 'void'],
  // The device may confirm late.
  uncertain: ['done'],
  done: [],
  void: [],
};

export function isLegalTransition(from: JournalState, to: JournalState): boolean {
  return next[from].includes(to);
}

/** `send`: this caller, and nobody else, may send it. Otherwise what is known of it. */
export type Dispatch = 'send' | 'in-flight' | 'printed' | 'uncertain' | 'void';

const knownAs: Record<Exclude<JournalState, 'prepared' | 'failed'>, Dispatch> = {
  dispatched: 'in-flight',
  done: 'printed',
  uncertain: 'uncertain',
  void: 'void',
};

/** A transition that the journal does not allow: a bug of the caller. */
export class IllegalTransitionError extends Error {
  override readonly name = 'IllegalTransitionError';
}

interface Row {
  op_id: string;
  kind: JournalKind;
  state: JournalState;
  session_id: string;
  payload: string;
  detail: string | null;
  created_at: number;
  updated_at: number;
}

/** The record of every irreversible effect, written before the effect is dispatched. */
export class Journal {
  readonly #clock: Clock;
  readonly #insert: Database.Statement<[string, JournalKind, string, string, number, number]>;
  readonly #update: Database.Statement<[JournalState, string | null, number, string, JournalState]>;
  readonly #byId: Database.Statement<[string], Row>;
  readonly #unfinished: Database.Statement<[], Row>;

  constructor(db: Database.Database, clock: Clock) {
    this.#clock = clock;
    this.#insert = db.prepare(
      `INSERT INTO journal (op_id, kind, state, session_id, payload, created_at, updated_at)
       VALUES (?, ?, 'prepared', ?, ?, ?, ?)`,
    );
    this.#update = db.prepare(
      'UPDATE journal SET state = ?, detail = ?, updated_at = ? WHERE op_id = ? AND state = ?',
    );
    this.#byId = db.prepare('SELECT * FROM journal WHERE op_id = ?');
    this.#unfinished = db.prepare(
      `SELECT * FROM journal WHERE state IN ('prepared', 'dispatched', 'failed') ORDER BY created_at, op_id`,
    );
  }

  prepare<K extends JournalKind>(
    opId: string,
    kind: K,
    sessionId: string,
    payload: JournalPayloads[K],
  ): void {
    const now = this.#clock.now();
    this.#insert.run(opId, kind, sessionId, JSON.stringify(payload), now, now);
  }

  /** @throws IllegalTransitionError also for an unknown `opId`. */
  move(opId: string, to: JournalState, detail: string | null = null): void {
    const from = this.get(opId)?.state;
    if (from === undefined) throw new IllegalTransitionError(`no journal entry ${opId}`);
    if (!isLegalTransition(from, to)) {
      throw new IllegalTransitionError(`journal entry ${opId} cannot go from ${from} to ${to}`);
    }
    this.#update.run(to, detail, this.#clock.now(), opId, from);
  }

  /**
   * Records that what is to be printed is about to be sent. Must return `send` before the first byte leaves; after
   * `failed` it returns `send` again. To be called within a transaction.
   */
  dispatch(opId: string): Dispatch {
    const state = this.get(opId)?.state;
    if (state !== undefined && state !== 'prepared' && state !== 'failed') return knownAs[state];
    this.move(opId, 'dispatched');
    return 'send';
  }

  get(opId: string): JournalEntry | null {
    const row = this.#byId.get(opId);
    return row === undefined ? null : toEntry(row);
  }

  /** Everything whose end is not recorded, oldest first. At boot each one must be decided. */
  unfinished(): JournalEntry[] {
    return this.#unfinished.all().map(toEntry);
  }
}

function toEntry(row: Row): JournalEntry {
  return {
    opId: row.op_id,
    kind: row.kind,
    state: row.state,
    sessionId: row.session_id,
    payload: JSON.parse(row.payload) as unknown,
    detail: row.detail,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  } as JournalEntry;
}
