import type Database from 'better-sqlite3';
import type { Clock } from '../../drivers/contract/clock.ts';

/**
 * `waiting`: goes out. `sent`: the city has it. `refused`: the city said no. `held`: it cannot be sent and its end
 * is not known; its body is kept for staff. `withdrawn`: given up, certain that nothing was sent.
 */
export type OutboxState = 'waiting' | 'sent' | 'refused' | 'held' | 'withdrawn';

export interface OutboxRow {
  sequence: number;
  key: string;
  port: string;
  operation: string;
  print: Buffer;
  /** Sealed. `null` as soon as it has its end. */
  body: Buffer | null;
  state: OutboxState;
  code: string | null;
  attempts: number;
  /** ms since the epoch: since when the city may have it. */
  asked_at: number | null;
  reference: string | null;
  created_at: number;
  updated_at: number;
}

/** How the last attempt left the city: whether it may have the entry, for all that is known. */
interface Asked {
  key: string;
  askedAt: number | null;
}

/** The rows of the outbox. Each change is one statement and one synced commit; nothing is held between two. */
export class OutboxTable {
  readonly #clock: Clock;
  readonly #db: Database.Database;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database.Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
    this.#statements = prepare(db);
  }

  add(row: Pick<OutboxRow, 'key' | 'port' | 'operation' | 'print'> & { body: Buffer }): void {
    this.#statements.insert.run({ ...row, now: this.#clock.now() });
  }

  get(key: string): OutboxRow | null {
    return this.#statements.byKey.get(key) ?? null;
  }

  /** The one that goes out next by this port. */
  oldest(port: string): OutboxRow | null {
    return this.#statements.oldest.get(port) ?? null;
  }

  waitingPorts(): string[] {
    return this.#statements.ports.all().map(({ port }) => port);
  }

  pending(): number {
    return this.#statements.pending.get()?.n ?? 0;
  }

  /**
   * From here on the city may have it. `false`: it does not wait any more.
   * @param body sealed anew, as it is sent.
   */
  asking(key: string, body: Buffer): boolean {
    return this.#statements.asking.run({ key, body, now: this.#clock.now() }).changes === 1;
  }

  /** It goes on waiting. */
  waits({ key, askedAt }: Asked): void {
    this.#statements.waits.run({ key, askedAt, now: this.#clock.now() });
  }

  /** Its end; the body goes. */
  ends(
    key: string,
    end: { state: 'sent' | 'refused' | 'withdrawn'; code?: string; reference?: string },
  ): void {
    const { state, code = null, reference = null } = end;
    this.#statements.ends.run({ key, state, code, reference, now: this.#clock.now() });
  }

  holds(key: string, code: string): void {
    this.#statements.holds.run({ key, code, now: this.#clock.now() });
  }

  /**
   * What was overwritten stands in the write-ahead log until that is moved into the file and cut; costs some ms.
   * Where another process reads at the moment it is left for the next time: waiting for it would hold the kiosk up.
   */
  forget(): void {
    const timeout = Number(this.#db.pragma('busy_timeout', { simple: true }));
    this.#db.pragma('busy_timeout = 0');
    try {
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      this.#db.pragma(`busy_timeout = ${timeout}`);
    }
  }
}

type At = { key: string; now: number };

function prepare(db: Database.Database) {
  return {
    insert: db.prepare<
      [{ key: string; port: string; operation: string; print: Buffer; body: Buffer; now: number }]
    >(
      `INSERT INTO outbox (key, port, operation, print, body, state, attempts, created_at, updated_at)
       VALUES (@key, @port, @operation, @print, @body, 'waiting', 0, @now, @now)`,
    ),
    byKey: db.prepare<[string], OutboxRow>('SELECT * FROM outbox WHERE key = ?'),
    oldest: db.prepare<[string], OutboxRow>(
      `SELECT * FROM outbox WHERE port = ? AND state = 'waiting' ORDER BY sequence LIMIT 1`,
    ),
    ports: db.prepare<[], { port: string }>(`SELECT DISTINCT port FROM outbox WHERE state = 'waiting'`),
    pending: db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM outbox WHERE state = 'waiting'`),
    asking: db.prepare<[At & { body: Buffer }]>(
      `UPDATE outbox SET body = @body, attempts = attempts + 1, asked_at = coalesce(asked_at, @now),
                         updated_at = @now WHERE key = @key AND state = 'waiting'`,
    ),
    waits: db.prepare<[At & { askedAt: number | null }]>(
      `UPDATE outbox SET asked_at = @askedAt, updated_at = @now WHERE key = @key AND state = 'waiting'`,
    ),
    ends: db.prepare<[At & { state: string; code: string | null; reference: string | null }]>(
      `UPDATE outbox SET state = @state, code = @code, reference = @reference, body = NULL, updated_at = @now
       WHERE key = @key AND state = 'waiting'`,
    ),
    holds: db.prepare<[At & { code: string }]>(
      `UPDATE outbox SET state = 'held', code = @code, updated_at = @now WHERE key = @key AND state = 'waiting'`,
    ),
  };
}
