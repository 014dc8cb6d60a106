import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import { systemClock } from '../../drivers/contract/clock.ts';
import { openLog } from '../../host/log/log.ts';
import { seeded } from '../conformance/random.ts';
import type { Figure } from './figure.ts';
import { median } from './statistics.ts';

const entryCount = 1_000_000;
const rounds = 5;

/** How long the city plan's numbers take over a large log, and how much memory. */
export async function measureMeters(progress: (line: string) => void): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tongban-meters-'));
  try {
    fill(dataDir);
    const counted: Run[] = [];
    const plain: Run[] = [];
    // The first round fills the file cache and is not counted.
    for (let round = -1; round < rounds; round += 1) {
      const [meters, count] = [run(dataDir, 'meters'), run(dataDir, 'count')];
      if (round < 0) continue;
      counted.push(meters);
      plain.push(count);
    }
    const ms = median(counted.map((one) => one.ms));
    const peak = Math.max(...counted.map(({ peakMb }) => peakMb));
    progress(`meters: ${entryCount} entries in ${(ms / 1000).toFixed(2)} s, peak ${peak.toFixed(0)} MB`);
    const common = { samples: rounds, p99: null, target: null };
    const what = 'SELECT count(*) over the same file, in a process of its own as well';
    return [
      {
        ...common,
        name: 'meters',
        what: `the numbers of \`tongban meters\` counted from a log of ${entryCount} entries`,
        unit: 'ms',
        median: ms,
        baseline: { what, median: median(plain.map((one) => one.ms)), p99: null },
      },
      {
        ...common,
        name: 'meters-memory',
        what: 'peak memory (RSS) of the process that counts it, the largest of all rounds',
        unit: 'MB',
        median: peak,
        baseline: { what, median: Math.max(...plain.map(({ peakMb }) => peakMb)), p99: null },
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Run {
  ms: number;
  peakMb: number;
}

function run(dataDir: string, what: 'meters' | 'count'): Run {
  const script = join(import.meta.dirname, 'meters-process.ts');
  return JSON.parse(execFileSync(process.execPath, [script, dataDir, what], { encoding: 'utf8' })) as Run;
}

/** Sessions of ten entries each, most of which the meters have no use for, as in a real log. */
function fill(dataDir: string): void {
  openLog({ dataDir, clock: systemClock, maxEntries: entryCount, strict: true, mirror: null }).close();
  const db = new Database(join(dataDir, 'log.db'));
  const insert = db.prepare(
    "INSERT INTO log (at, event, severity, session, fields) VALUES (?, ?, 'report', ?, ?)",
  );
  const random = seeded(5, 'meters');
  let at = Date.parse('2026-01-01T00:00:00+08:00');
  db.transaction(() => {
    for (let number = 0; number < entryCount / 10; number += 1) {
      const session = number.toString(16).padStart(16, '0');
      const item = `item-${random.int(0, 11)}`;
      const op = `${session}-service`;
      const promisedMinutes = random.int(0, 1) === 0 ? 10 : 30;
      const write = (event: string, fields: object): void => {
        at += random.int(1, 60_000);
        insert.run(at, event, session, JSON.stringify(fields));
      };
      write('session.started', { item });
      for (const to of ['identify', 'gathering', 'review', 'requesting'])
        write('machine.transition', { machine: 'session', from: 'idle', to, trigger: 'NEXT' });
      write('service.prefilled', { item, fields: 12, filled: random.int(0, 12) });
      write('service.prechecked', { item, verdict: 'passed', rules: random.int(0, 9), open: 1 });
      if (random.int(0, 9) > 1)
        write('service.requested', { item, op, sent: 'now', changes: 'yes', ms: random.int(1, 9000) });
      else write('service.failed', { item, op, serviceProblem: 'city-unavailable' });
      const waitedMs = random.int(0, promisedMinutes * 60_000);
      const ticket = { number: 'A001', business: 'tax', waitedMs, promisedMinutes, kept: 'yes' };
      write('ticket.called', ticket);
      write('session.ended', { ending: 'finished', ms: random.int(30_000, 1_300_000) });
    }
  })();
  db.close();
}
