import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import { openDatabase } from '../store/database.ts';
import { specOf } from './catalogue.ts';
import type { EventId, FieldsOf, Severity } from './catalogue.ts';
import { LogReader } from './reader.ts';
import type { LogEntry, LogFilter } from './reader.ts';
import { fitsText, isAllowed } from './value-types.ts';

export interface LogOptions {
  dataDir: string;
  clock: Clock;
  /** The oldest entries roll off so that there are never more. */
  maxEntries: number;
  /** A field that the catalogue does not allow throws (development, tests) instead of being dropped and reported. */
  strict: boolean;
  /** Gets one line per entry; for development. */
  mirror: ((line: string) => void) | null;
}

/** What an entry belongs to, besides its fields. */
export interface Correlation {
  /** Session id, 16 lower-case hexadecimal digits; `null` outside a session. */
  session?: string | null;
}

/** The health log. What is not in the catalogue cannot be written. */
export interface Log {
  /** Never throws in production: a log that cannot be written does not take the kiosk down. */
  write<E extends EventId>(event: E, fields: FieldsOf<E>, correlation?: Correlation): void;
  /** Newest first. */
  entries(filter?: LogFilter): LogEntry[];
  /** What was written so far survives a power cut. Never throws. */
  flush(): void;
  close(): void;
}

const schema = `
  CREATE TABLE log (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    event    TEXT NOT NULL,
    severity TEXT NOT NULL,
    session  TEXT,
    device   TEXT,
    fields   TEXT NOT NULL
  ) STRICT;
  CREATE INDEX log_at ON log (at);
  CREATE INDEX log_device ON log (device, seq) WHERE device IS NOT NULL;
  CREATE INDEX log_session ON log (session, seq) WHERE session IS NOT NULL;
  CREATE INDEX log_severity ON log (severity, seq) WHERE severity <> 'report';
`;

/** Roll-off goes in small batches, so that no single write waits long. */
const trimBatch = 200;

/** After so many entries the write-ahead log is moved into the file, but not within a write: a citizen may wait for it. */
const checkpointEvery = 200;
const checkpointDelayMs = 1000;

/**
 * Opens `<dataDir>/log.db`: a file of its own, so that a million entries neither slow down the integrity check
 * of the journal at boot nor share its fate. `synchronous=NORMAL`: a power cut may cost the last entries,
 * never the file.
 * @throws StoreError
 */
export function openLog(options: LogOptions): Log {
  const { db, recovered } = openDatabase({
    path: join(options.dataDir, 'log.db'),
    migrations: [schema],
    synchronous: 'NORMAL',
    checkIntegrity: false,
    clock: options.clock,
  });
  db.pragma('wal_autocheckpoint = 0');
  const log = new SqliteLog(db, options);
  if (recovered !== null) log.write('log.damaged', {});
  return log;
}

type Values = Record<string, string | number>;
/** Time, event, severity, session, device, fields as JSON. */
type Row = [number, string, Severity, string | null, string | null, string];

class SqliteLog implements Log {
  readonly #db: Database.Database;
  readonly #options: LogOptions;
  readonly #reader: LogReader;
  readonly #insert: Database.Statement<Row>;
  readonly #trim: Database.Statement<[number]>;
  #untilTrim = 0;
  #untilCheckpoint = checkpointEvery;
  #checkpoint: Timer | null = null;
  #lost = 0;

  constructor(db: Database.Database, options: LogOptions) {
    this.#db = db;
    this.#options = options;
    this.#reader = new LogReader(db);
    this.#insert = db.prepare(
      'INSERT INTO log (at, event, severity, session, device, fields) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#trim = db.prepare('DELETE FROM log WHERE seq <= ?');
  }

  write<E extends EventId>(event: E, fields: FieldsOf<E>, { session = null }: Correlation = {}): void {
    const refused: string[] = [];
    const values: Values = {};
    for (const [field, value] of Object.entries<unknown>(fields)) {
      if (value === undefined) continue;
      if (isAllowed(event, field, value)) values[field] = value;
      else refused.push(field);
    }
    for (const field of Object.keys(specOf(event).fields)) {
      if (values[field] === undefined && !refused.includes(field)) refused.push(field);
    }
    const fits = session === null || fitsText('session', session);
    if (!fits) refused.push('session');
    if (refused.length > 0 && this.#options.strict) {
      // Names only: the value is what must not get out.
      throw new TypeError(
        `log event ${event}: ${refused.join(', ')} missing, not allowed or of no allowed value`,
      );
    }
    const owner = fits ? session : null;
    this.#append(event, values, owner);
    for (const field of refused) {
      this.#append('log.field-refused', { event, field: fitsText('name', field) ? field : 'unnamed' }, owner);
    }
  }

  entries(filter: LogFilter = {}): LogEntry[] {
    return this.#reader.entries(filter);
  }

  flush(): void {
    try {
      // A checkpoint syncs the write-ahead log and the file (https://sqlite.org/wal.html, 3.2).
      this.#db.pragma('wal_checkpoint(FULL)');
    } catch {
      // As with an entry: a disk that does not take it does not take the kiosk down.
    }
  }

  close(): void {
    this.#checkpoint?.cancel();
    this.#db.close();
  }

  #append(event: EventId, values: Values, session: string | null): void {
    const own = values['severity'] as Severity | undefined;
    const severity = own ?? specOf(event).severity;
    const device = values['device'] === undefined ? null : String(values['device']);
    const at = this.#options.clock.now();
    this.#options.mirror?.(formatLine(at, severity, event, session, values));
    if (!this.#store([at, event, severity, session, device, JSON.stringify(values)])) {
      this.#lost++;
    } else if (this.#lost > 0) {
      const lost = JSON.stringify({ lost: this.#lost });
      if (this.#store([at, 'log.entries-lost', 'error', null, null, lost])) this.#lost = 0;
    }
  }

  /** `false`: the disk did not take it. */
  #store(row: Row): boolean {
    try {
      const { lastInsertRowid } = this.#insert.run(...row);
      this.#keepBudget(Number(lastInsertRowid));
      this.#checkpointSoon();
      return true;
    } catch {
      return false;
    }
  }

  #checkpointSoon(): void {
    this.#untilCheckpoint -= 1;
    if (this.#untilCheckpoint > 0 || this.#checkpoint !== null) return;
    this.#checkpoint = this.#options.clock.setTimer(() => {
      this.#checkpoint = null;
      this.#untilCheckpoint = checkpointEvery;
      this.flush();
    }, checkpointDelayMs);
  }

  #keepBudget(newest: number): void {
    if (this.#untilTrim-- > 0) return;
    const batch = Math.min(trimBatch, Math.floor(this.#options.maxEntries / 2));
    this.#untilTrim = batch - 1;
    // Room for the batch to come, so that the budget holds in between as well.
    this.#trim.run(newest - (this.#options.maxEntries - batch));
  }
}

function formatLine(
  at: number,
  severity: Severity,
  event: string,
  session: string | null,
  values: Values,
): string {
  const pairs = Object.entries(session === null ? values : { session, ...values }).map(
    ([k, v]) => `${k}=${v}`,
  );
  return [new Date(at).toISOString(), severity.padEnd(7), event, ...pairs].join(' ');
}

/** Mirror for development: standard error, which the launcher shows as it is. */
export function stderrMirror(line: string): void {
  process.stderr.write(`${line}\n`);
}
