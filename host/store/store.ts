import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../drivers/contract/clock.ts';
import { corruptInfix, openDatabase } from './database.ts';
import type { Recovered } from './database.ts';
import { DeviceStatistics } from './device-statistics.ts';
import { Effects } from './effects.ts';
import { Journal } from './journal.ts';
import { storeMigrations } from './migrations.ts';
import { Numbers } from './numbers.ts';
import { Promises } from './promises.ts';
import type { NumberRules } from './numbers.ts';
import { OutboxTable } from './outbox-table.ts';
import { RatingStages } from './rating-stages.ts';
import { Tickets } from './tickets.ts';

const fileName = 'tongban.db';

export interface StoreOptions extends NumberRules {
  dataDir: string;
  clock: Clock;
}

/** What must survive a power cut: numbers, the journal and what goes to the city; and what devices have counted. */
export interface Store {
  readonly journal: Journal;
  readonly numbers: Numbers;
  readonly tickets: Tickets;
  readonly effects: Effects;
  readonly promises: Promises;
  readonly ratingStages: RatingStages;
  readonly statistics: DeviceStatistics;
  readonly outbox: OutboxTable;
  /** Not `null`: the database was damaged and a new one was started; staff must be told. */
  readonly recovered: Recovered | null;
  /** Writes without changing anything. @throws what SQLite says of the disk. */
  probe(): void;
  close(): void;
}

/**
 * Opens `<dataDir>/tongban.db`. One connection with `synchronous=FULL` for everything in it: a ticket costs two
 * small commits, each synced in about a millisecond or less on a solid-state disk, far below what a person
 * notices, so a second, less careful connection would buy nothing. The log, which is written far more often,
 * lives in its own file.
 * @throws StoreError
 */
export function openStore({ dataDir, clock, ...rules }: StoreOptions): Store {
  const { db, recovered } = openDatabase({
    path: join(dataDir, fileName),
    migrations: storeMigrations,
    synchronous: 'FULL',
    checkIntegrity: true,
    clock,
  });
  // What an outbox entry held is overwritten when it has gone out, not only unlinked.
  db.pragma('secure_delete = ON');
  const journal = new Journal(db, clock);
  const numbers = new Numbers(db, clock, rules);
  if (recovered !== null) numbers.skipLost(timesLost(dataDir));
  return {
    journal,
    numbers,
    tickets: new Tickets(db, journal, numbers),
    effects: new Effects(db, journal),
    promises: new Promises(db),
    ratingStages: new RatingStages(db),
    statistics: new DeviceStatistics(db),
    outbox: new OutboxTable(db, clock),
    recovered,
    probe: () => db.pragma(`user_version = ${storeMigrations.length}`),
    close: () => db.close(),
  };
}

/** How many damaged databases have been put aside, the latest included. Each one skips further ahead. */
function timesLost(dataDir: string): number {
  return readdirSync(dataDir).filter(
    (name) => name.startsWith(fileName + corruptInfix) && !name.endsWith('-wal') && !name.endsWith('-shm'),
  ).length;
}
