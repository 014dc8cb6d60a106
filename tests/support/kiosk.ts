import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { type BenchClient, connect } from '../../drivers/bench/client.ts';
import { cityControl, type CityControl } from './city-control.ts';
import { openScreen, type TestScreen } from './screen.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** A whole kiosk: launcher, host, simulators, all as `tongban start` runs them, without a browser. */
export interface TestKiosk {
  url: string;
  /** Address of the bench page, token in the fragment. */
  benchUrl: string;
  dataDir: string;
  bench: BenchClient;
  /** @throws Error where the configuration has no simulated city. */
  city(): CityControl;
  screen: TestScreen;
  /** Process id of the host that runs now. */
  hostPid(): number;
  /** Process id of the launcher; while it is stopped (SIGSTOP), no killed host comes back. */
  launcherPid: number;
  /** Rows of the kiosk's own database. */
  query<Row>(sql: string): Row[];
  /** Rows of its log. */
  logged(event: string): { session: string | null; fields: Record<string, unknown> }[];
  /** What it printed on standard error so far. */
  stderr(): string;
  stop(): Promise<void>;
}

/**
 * @param config merged over the default configuration as the site layer.
 * @param env for its processes, besides that of this one.
 * @param disk where its data directory is made.
 */
export async function startKiosk(
  config: Record<string, unknown> = {},
  { env = {}, disk = tmpdir() }: { env?: Record<string, string>; disk?: string } = {},
): Promise<TestKiosk> {
  const dataDir = mkdtempSync(join(disk, 'tongban-kiosk-'));
  const configFile = join(dataDir, 'site.json');
  writeFileSync(configFile, JSON.stringify(config));
  const args = ['host/cli/tongban.js', 'start', '--shell', 'none', '--data', dataDir, '--config', configFile];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ready = await firstLine(child, () => stderr);
  const { url, bench: benchUrl, city } = JSON.parse(ready) as { url: string; bench: string; city?: string };
  const bench = await connect(benchUrl);
  const screen = await openScreen(url);

  const read = <Row>(file: string, sql: string): Row[] => {
    const db = new Database(join(dataDir, file), { readonly: true });
    try {
      return db.prepare(sql).all() as Row[];
    } finally {
      db.close();
    }
  };
  return {
    url,
    benchUrl,
    dataDir,
    bench,
    city() {
      if (city === undefined) throw new Error('this kiosk has no simulated city');
      return cityControl(city);
    },
    screen,
    launcherPid: child.pid ?? 0,
    hostPid: () => childNamed(child.pid ?? 0, 'host/main.ts'),
    query: (sql) => read('tongban.db', sql),
    logged: (event) =>
      read<{ event: string; session: string | null; fields: string }>(
        'log.db',
        'SELECT event, session, fields FROM log ORDER BY seq',
      )
        .filter((row) => row.event === event)
        .map((row) => ({ session: row.session, fields: JSON.parse(row.fields) as Record<string, unknown> })),
    stderr: () => stderr,
    async stop() {
      screen.close();
      bench.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess, stderr: () => string): Promise<string> {
  if (!child.stdout) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`tongban start ended with ${code}: ${stderr()}`);
    }),
  ]);
  return line;
}

/** The child of `parent` that runs `entry`. */
function childNamed(parent: number, entry: string): number {
  const [pid] = childrenOf(parent, entry);
  if (pid === undefined) throw new Error(`no process ${entry} below ${parent}`);
  return pid;
}

/** The children of `parent` that run `entry` (Linux: from /proc, as no API tells). */
export function childrenOf(parent: number, entry: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const ppid = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
        return ppid === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(entry);
      } catch {
        // It ended while we looked.
        return false;
      }
    })
    .map(Number);
}

/** Also of a process that is stopped; not of one that has ended and whose parent has been told. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
