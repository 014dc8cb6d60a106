import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import defaults from '../../../assets/config/default.json' with { type: 'json' };
import { DeviceError } from '../../../drivers/contract/device-error.ts';
import type { TicketPrinter } from '../../../drivers/contract/ticket-printer.ts';
import { configSchema } from '../../../host/config/schema.ts';
import { createCodes } from '../../../host/code/codes.ts';
import { createPorts } from '../../../host/kiosk/ports.ts';
import { JournalWatch } from '../../../host/store/journal-watch.ts';
import { loadItems } from '../../../host/services/load.ts';
import { openDatabase } from '../../../host/store/database.ts';
import { Journal } from '../../../host/store/journal.ts';
import { storeMigrations } from '../../../host/store/migrations.ts';
import { Numbers } from '../../../host/store/numbers.ts';
import { Tickets } from '../../../host/store/tickets.ts';
import type { Scenario } from '../rig.ts';
import type { Stand } from '../stand.ts';

/** Somebody's ticket, whichever of the texts on it names the number. */
interface Paper {
  tickets: string[][];
  uncut: string[];
}

/**
 * The disk takes no more, in the middle of a day. What cannot be journalled is not printed, what was printed is not
 * printed again because that could not be journalled, and with room again the numbers go on without a gap.
 */
export const diskFull: Scenario = {
  name: 'disk full on the journal',
  async run(stand) {
    const folder = mkdtempSync(join(tmpdir(), 'tongban-disk-full-'));
    const { db } = openDatabase({
      path: join(folder, 'tongban.db'),
      migrations: storeMigrations,
      synchronous: 'FULL',
      checkIntegrity: false,
      clock: stand.clock,
    });
    try {
      await onFullDisk(stand, db);
    } finally {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function onFullDisk(stand: Stand, db: Database.Database): Promise<void> {
  await stand.ready();
  const ports = portsOn(stand, db);
  const { signal } = new AbortController();
  const take = (opId: string) => ports.takeNumber({ opId, businessId }, signal);
  const papers = (number: string) => {
    const { tickets, uncut } = stand.rig.seen() as Paper;
    return [...tickets, uncut].filter((lines) => lines.some((line) => line.includes(number))).length;
  };
  // SQLite says the same on a full disk and at this limit: SQLITE_FULL.
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages}`);

  const taken: { opId: string; number: string }[] = [];
  const refused = await firstRefused(async (opId) => {
    taken.push({ opId, number: (await take(opId)).number });
  });
  const before = JSON.stringify(stand.rig.seen());
  await assert.rejects(ports.printTicket({ opId: refused }, signal), 'printed without a number');
  assert.equal(JSON.stringify(stand.rig.seen()), before, 'something came out that is not in the journal');

  for (const { opId, number } of taken.slice(-3)) {
    await ports.printTicket({ opId }, signal).catch(full);
    const once = papers(number);
    // Whatever could be written down of it: it is never sent a second time.
    const again = await ports.printTicket({ opId }, signal).catch(() => 'refused');
    assert.ok(papers(number) <= 1, `${number} came out twice`);
    if (again === 'printed') assert.equal(papers(number), 1, `${number} is not there`);
    if (once === 1) assert.notEqual(again, 'void');
  }

  db.pragma(`max_page_count = ${pages * 10}`);
  const { number } = await take(refused);
  const sequence = (text: string) => Number(text.slice(1));
  assert.equal(sequence(number), sequence(taken.at(-1)?.number ?? '') + 1, 'a number was lost');
  assert.equal(await ports.printTicket({ opId: refused }, signal), 'printed');
  assert.equal(papers(number), 1);
}

/** Asks for one number after the other until the disk is full. */
async function firstRefused(take: (opId: string) => Promise<void>): Promise<string> {
  for (let turn = 1; turn < 1000; turn += 1) {
    const opId = `turn-${turn}`;
    try {
      await take(opId);
    } catch (error) {
      full(error);
      return opId;
    }
  }
  return assert.fail('the disk was never full');
}

const items = loadItems();
const businessId = items[0]?.businesses[0]?.id ?? '';

/** What the host's flows use, on a store of our own. */
function portsOn(stand: Stand, db: Database.Database): ReturnType<typeof createPorts> {
  const { clock } = stand;
  const config = configSchema.parse(defaults);
  const journal = new Journal(db, clock);
  const numbers = new Numbers(db, clock, { timeZone: config.site.timeZone, resetAt: config.numbersResetAt });
  return createPorts({
    config,
    items,
    clock,
    reader: null,
    codes: createCodes({ scanner: null, connect: null, clock }),
    printer: stand.device as TicketPrinter,
    store: { journal, numbers, tickets: new Tickets(db, journal, numbers) },
    journal: new JournalWatch({ dataDir: tmpdir(), clock, probe: () => {}, onChange: () => {} }),
    log: { write() {} },
    sessionId: () => '0123456789abcdef',
    reconciled: Promise.resolve(),
    remember: () => Promise.resolve(),
    endSession: () => Promise.resolve(),
  });
}

/** Anything else is a failure of the row. A ticket that cannot be journalled is refused with what the disk said. */
function full(error: unknown): void {
  const reason = error instanceof DeviceError && error.effect === 'none' ? error.cause : error;
  if (!(reason instanceof Database.SqliteError) || reason.code !== 'SQLITE_FULL') throw error;
}
