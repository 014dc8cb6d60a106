import Database from 'better-sqlite3';

/**
 * Whether a write failed because the disk does not take it: full, over its quota, read-only or broken
 * (https://sqlite.org/rescode.html). Nothing of the transaction was written. Anything else is a bug.
 */
export function isDiskTrouble(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(error.code)
  );
}
