import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
/** pcscd is for the superuser; a user's path may lack its folder. */
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };

/** Why no pcscd with a virtual reader can be started here; `null` where it can. */
export function pcscdMissing(): string | null {
  if (spawnSync('pcscd', ['--version'], { env }).status !== 0) return 'no pcscd';
  if (!existsSync(driver)) return 'no vsmartcard-vpcd';
  if (spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status !== 0) return 'no mount namespaces';
  return null;
}

/**
 * A pcscd of our own with vpcd, the virtual reader of vsmartcard, which has two slots. Where pcscd makes its socket
 * is compiled in, so it gets a /run of its own (a mount namespace), into which a link leads.
 */
export class Pcscd {
  /** Follows a restart. */
  readonly socket: string;
  /** Of the first slot; the second has the next one. A card connects to it. */
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.socket = join(folder, 'pcscd.comm');
    this.port = port;
  }

  static async start(): Promise<Pcscd> {
    const pcscd = new Pcscd(mkdtempSync(join(tmpdir(), 'pcscd-')), await twoFreePorts());
    await pcscd.restart();
    return pcscd;
  }

  async restart({ withReader = true } = {}): Promise<void> {
    await this.kill();
    this.#configure(withReader);
    const config = join(this.#folder, 'conf');
    const script = `mount -t tmpfs tmpfs /run && exec pcscd --foreground --critical --config "${config}"`;
    const child = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], {
      env,
      stdio: 'ignore',
    });
    this.#process = child;
    const socket = `/proc/${child.pid}/root/run/pcscd/pcscd.comm`;
    while (!existsSync(socket)) {
      if (child.exitCode !== null) throw new Error(`pcscd ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    rmSync(this.socket, { force: true });
    symlinkSync(socket, this.socket);
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = null;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }

  #configure(reader: boolean): void {
    const folder = join(this.#folder, 'conf');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const port = `0x${this.port.toString(16)}`;
    const lines = [
      'FRIENDLYNAME "Virtual PCD"',
      `DEVICENAME /dev/null:${port}`,
      `LIBPATH ${driver}`,
      `CHANNELID ${port}`,
    ];
    writeFileSync(join(folder, 'vpcd'), reader ? `${lines.join('\n')}\n` : '');
  }
}

/** Below those that the system gives to outgoing connections, which could take the second one in between. */
async function twoFreePorts(): Promise<number> {
  for (let port = 20_000 + (process.pid % 5000) * 2; ; port += 2)
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}
