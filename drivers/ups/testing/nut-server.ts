import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Debian has the programs themselves; `upsd` on the path is a script that asks the system's configuration. */
const programs = { upsd: '/lib/nut/upsd', driver: '/lib/nut/dummy-ups', upsc: '/usr/bin/upsc' };

/** What is missing to test against the real server; `null` if nothing is. */
export const missingNut: string | null = Object.values(programs).every((path) => existsSync(path))
  ? null
  : 'nut-server is not installed';

/** A real NUT server on a loopback port with one UPS, `kiosk`, of its driver for tests. */
export interface NutServer {
  readonly port: number;
  /** What the UPS says from now on, by NUT's names. */
  say(variables: Record<string, string>): void;
  /** Stops and continues, or ends, the driver of the UPS; starts it anew. */
  driver: { pause(): void; resume(): void; end(): Promise<void>; start(): Promise<void> };
  close(): Promise<void>;
}

export async function startNutServer(variables: Record<string, string>): Promise<NutServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nut-'));
  const port = await freePort();
  const file = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`, { mode: 0o600 });
  file('ups.conf', [
    '[kiosk]',
    'driver = dummy-ups',
    'port = kiosk.dev',
    'desc = "Kiosk \\"UPS\\""',
    'pollinterval = 1',
  ]);
  file('upsd.conf', [`LISTEN 127.0.0.1 ${port}`, 'MAXAGE 2']);
  file('upsd.users', []);
  let said = Math.floor(Date.now() / 1000);
  const say = (now: Record<string, string>) => {
    file(
      'next.dev',
      Object.entries(now).map(([name, value]) => `${name}: ${value}`),
    );
    // The driver looks at the whole seconds of the file's age, and must not read half of it.
    said += 1;
    utimesSync(join(folder, 'next.dev'), said, said);
    renameSync(join(folder, 'next.dev'), join(folder, 'kiosk.dev'));
  };
  say(variables);

  const env = {
    ...process.env,
    NUT_CONFPATH: folder,
    NUT_STATEPATH: folder,
    NUT_ALTPIDPATH: folder,
    NUT_PIDPATH: folder,
  };
  const as = ['-u', userInfo().username, '-D'];
  const run = (program: string, args: string[]) => spawn(program, args, { env, stdio: 'ignore' });
  let driver: ChildProcess;
  const startDriver = async (): Promise<void> => {
    driver = run(programs.driver, ['-a', 'kiosk', ...as]);
    await eventually(async () => existsSync(join(folder, 'dummy-ups-kiosk')));
  };
  await startDriver();
  const server = run(programs.upsd, as);
  // At first it knows the UPS and not yet what it says.
  await eventually(async () => (await upsc(port)).includes(`ups.status: ${variables['ups.status']}`));
  return {
    port,
    say,
    driver: {
      pause: () => driver.kill('SIGSTOP'),
      resume: () => driver.kill('SIGCONT'),
      end: () => ended(driver),
      start: startDriver,
    },
    async close() {
      driver.kill('SIGCONT');
      await Promise.all([ended(driver), ended(server)]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** NUT's own client: every variable of the UPS, or what it says instead. */
export async function upsc(port: number, ...names: readonly string[]): Promise<string> {
  return promisify(execFile)(programs.upsc, [`kiosk@127.0.0.1:${port}`, ...names]).then(
    ({ stdout }) => stdout,
    (error: { stderr: string }) => error.stderr,
  );
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  return address.port;
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('the NUT server did not start within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
