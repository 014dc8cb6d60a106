import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The log cannot be read; the message says what to do. */
export class LogUnreadable extends Error {}

/**
 * Opens `<dataDir>/log.db` for reading only, while the kiosk writes to it or as a copy. `work` may throw as well: a
 * damaged page shows when it is read.
 * @throws LogUnreadable
 */
export function readLog<T>(dataDir: string, work: (db: Database.Database) => T): T {
  const path = join(dataDir, 'log.db');
  if (!existsSync(path))
    throw new LogUnreadable(`there is no log ${path}; --data names the folder that holds it`);
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2000 });
    return work(db);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new LogUnreadable(
      `${path} cannot be read (${error.message}); if it is a copy, take log.db-wal along and put both where they can be written to`,
    );
  } finally {
    db?.close();
  }
}
