import type Database from 'better-sqlite3';
import type { Severity } from './catalogue.ts';

export interface LogEntry {
  /** Grows with each entry; also the key for paging. */
  seq: number;
  /** ms since the epoch. */
  at: number;
  /** An id of the catalogue; of an older or newer one after an update. */
  event: string;
  severity: Severity;
  session: string | null;
  device: string | null;
  fields: Record<string, string | number>;
}

/** All given conditions hold together. */
export interface LogFilter {
  /** Inclusive, ms since the epoch. */
  from?: number;
  /** Exclusive. */
  to?: number;
  event?: string;
  device?: string;
  session?: string;
  severities?: readonly Severity[];
  /** Only entries before this one: the next page. */
  beforeSeq?: number;
  /** Default 200. */
  limit?: number;
}

interface Row extends Omit<LogEntry, 'fields'> {
  fields: string;
}

export class LogReader {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  entries(filter: LogFilter): LogEntry[] {
    const where: string[] = [];
    const values: (string | number)[] = [];
    const add = (sql: string, ...bound: (string | number | undefined)[]): void => {
      const given = bound.filter((value) => value !== undefined);
      if (given.length === 0) return;
      where.push(sql);
      values.push(...given);
    };
    add('at >= ?', filter.from);
    add('at < ?', filter.to);
    add('event = ?', filter.event);
    add('device = ?', filter.device);
    add('session = ?', filter.session);
    add('seq < ?', filter.beforeSeq);
    if (filter.severities !== undefined) {
      add(`severity IN (${filter.severities.map(() => '?').join(', ')})`, ...filter.severities);
    }
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    const rows = this.#db
      .prepare<unknown[], Row>(`SELECT * FROM log ${condition} ORDER BY seq DESC LIMIT ?`)
      .all(...values, filter.limit ?? 200);
    return rows.map((row) => Object.assign(row, { fields: JSON.parse(row.fields) as LogEntry['fields'] }));
  }
}
