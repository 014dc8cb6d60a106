import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../drivers/contract/clock.ts';
import { StoreError } from './store-error.ts';

export interface OpenOptions {
  /** Absolute path of the database file; its directory is made if it is missing. */
  path: string;
  /** SQL of each schema version, oldest first. Only ever appended to. */
  migrations: readonly string[];
  /** `FULL` syncs the write-ahead log at each commit, `NORMAL` at checkpoints only. */
  synchronous: 'FULL' | 'NORMAL';
  /** Whole-file check at open. Takes time in proportion to the file, so it is for small files. */
  checkIntegrity: boolean;
  clock: Clock;
}

/** A damaged file was put aside and a new, empty one was started. */
export interface Recovered {
  /** File name (same directory) under which the damaged database was kept. */
  keptAs: string;
}

export interface Opened {
  db: Database.Database;
  recovered: Recovered | null;
}

/** How a damaged database is named when it is put aside: the file's name, this, and the time. */
export const corruptInfix = '.corrupt-';

/**
 * Opens a SQLite file in WAL mode and brings its schema up to date. A file that SQLite calls damaged is kept
 * aside for analysis; nobody is at the kiosk to repair it, and a kiosk that does not start serves nobody.
 * @throws StoreError
 */
export function openDatabase(options: OpenOptions): Opened {
  try {
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    try {
      return { db: open(options), recovered: null };
    } catch (error) {
      if (!isDamage(error)) throw error;
      const recovered = putAside(options.path, options.clock);
      return { db: open(options), recovered };
    }
  } catch (error) {
    throw toStoreError(error, options.path);
  }
}

function open(options: OpenOptions): Database.Database {
  const db = new Database(options.path, { timeout: 2000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${options.synchronous}`);
    db.pragma('foreign_keys = ON');
    // KiB. better-sqlite3 allows 16 MB a file, which a log fills with pages that nobody reads again.
    db.pragma('cache_size = -1024');
    if (options.checkIntegrity) checkIntegrity(db);
    migrate(db, options);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class DamagedError extends Error {}

/** `integrity_check` rather than `quick_check`: it also compares each index with its table, and numbers rest on a unique index. */
function checkIntegrity(db: Database.Database): void {
  const verdict = db.pragma('integrity_check(1)', { simple: true });
  if (verdict !== 'ok') throw new DamagedError(String(verdict));
}

function migrate(db: Database.Database, { migrations, path }: OpenOptions): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > migrations.length) {
    throw new StoreError(
      'newer',
      `${path} was written by a later release (schema ${version}, this release knows ${migrations.length}). Install that release again, or start with another data directory.`,
    );
  }
  db.transaction(() => {
    for (const sql of migrations.slice(version)) db.exec(sql);
    // Also when nothing has changed: the write shows now, and not in front of a citizen, whether the disk takes one.
    db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

function putAside(path: string, clock: Clock): Recovered {
  const time = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  let kept = `${path}${corruptInfix}${time}`;
  for (let n = 2; existsSync(kept); n++) kept = `${path}${corruptInfix}${time}-${n}`;
  renameSync(path, kept);
  // SQLite removes the write-ahead log when it closes a damaged file, mostly; one that stayed belongs to that file.
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  }
  return { keptAs: basename(kept) };
}

function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** Result codes by which SQLite says that the content is not a sound database (https://sqlite.org/rescode.html). */
function isDamage(error: unknown): boolean {
  if (error instanceof DamagedError) return true;
  const code = sqliteCode(error);
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

function toStoreError(error: unknown, path: string): unknown {
  if (error instanceof StoreError) return error;
  const code = sqliteCode(error) ?? (error as NodeJS.ErrnoException).code;
  if (code?.startsWith('SQLITE_BUSY')) {
    return new StoreError('busy', `${path} is in use by another process. Is Tongban already running?`, error);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError(
    'not-writable',
    `${path} cannot be opened for writing (${reason}). Check that the data directory exists, has free space and belongs to the user that runs Tongban.`,
    error,
  );
}
