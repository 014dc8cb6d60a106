import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { type FileHandle, mkdtemp, open, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** GA/T 467 20 01 (is there a card?) and the two answers. */
const findCard = Buffer.from('aaaaaa96690003200122', 'hex');
const found = Buffer.from('aaaaaa9669000800009f0000000097', 'hex');
const notFound = Buffer.from('aaaaaa9669000400008084', 'hex');
/** DLE EOT 4 (roll paper sensor): near end is mask 0C. */
const paperStatus = Buffer.from('100404', 'hex');

/** A terminal pair needs it; a fresh machine may be without. */
const noSocat = spawnSync('socat', ['-V']).error !== undefined;

const entry = `
  import { sim } from ${JSON.stringify(join(import.meta.dirname, 'sim.ts'))};
  process.exitCode = await sim(process.argv.slice(1));
`;

let dir: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tongban-sim-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dir, { recursive: true });
});

function tongbanSim(args: string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', entry, '--', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  children.push(child);
  return child;
}

/** Runs to its end. */
async function run(args: string[], env?: NodeJS.ProcessEnv) {
  const child = tongbanSim(args, env);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { out, err, code };
}

/** Starts and waits for the ready line. */
async function start(args: string[]) {
  const child = tongbanSim(args);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ready = JSON.parse(String(line)) as { ready: boolean; device: string; listen: string };
  return { child, ready };
}

async function ask(listening: string, request: Buffer, replyLength: number): Promise<Buffer> {
  const line = connect(Number(listening.split(':')[1]), '127.0.0.1');
  line.write(request);
  let reply = Buffer.alloc(0);
  while (reply.length < replyLength) {
    const [part] = (await once(line, 'data')) as [Buffer];
    reply = Buffer.concat([reply, part]);
  }
  line.destroy();
  return reply;
}

async function readExactly(terminal: FileHandle, length: number): Promise<Buffer> {
  const reply = Buffer.alloc(length);
  for (let done = 0; done < length;) done += (await terminal.read(reply, done, length - done)).bytesRead;
  return reply;
}

describe('tongban sim', () => {
  it('says where the device can be reached, serves it and ends on SIGTERM', async () => {
    const { child, ready } = await start(['id-card']);
    expect(ready).toEqual({
      ready: true,
      device: 'id-card',
      listen: expect.stringMatching(/^tcp:[1-9]\d*$/),
    });
    expect(await ask(ready.listen, findCard, notFound.length)).toEqual(notFound);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('lays the given card on the reader from the start', async () => {
    const { ready } = await start(['id-card', '--card', 'citizen']);
    expect(await ask(ready.listen, findCard, found.length)).toEqual(found);
  });

  it('starts in the given preset', async () => {
    const { ready } = await start(['ticket-printer', '--preset', 'paper-low']);
    const [status] = await ask(ready.listen, paperStatus, 1);
    expect((status ?? 0) & 0x0c).toBe(0x0c);
  });

  it('runs the systems of a simulated city, and says where they can be made to fail', async () => {
    const { child, ready } = await start(['platform', '--preset', 'down']);
    expect(ready).toEqual({
      ready: true,
      device: 'platform',
      listen: expect.stringMatching(/^tcp:[1-9]\d*$/),
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/),
    });
    const { origin, hash } = new URL((ready as unknown as { control: string }).control);
    const authorization = `Bearer ${hash.slice('#token='.length)}`;
    const state = await fetch(`${origin}/state`, { headers: { authorization } });
    expect(await state.json()).toMatchObject({ preset: 'down' });
    const unsigned = await fetch(`http://127.0.0.1:${ready.listen.slice(4)}/payments/summary`, {
      method: 'POST',
    });
    expect(unsigned.status).toBe(401);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.skipIf(noSocat)('makes a terminal for a serial driver and takes it away again', async () => {
    const path = join(dir, 'reader');
    const { child, ready } = await start(['id-card', '--listen', `pty:${path}`]);
    expect(ready.listen).toBe(`pty:${path}`);
    expect(await readlink(path)).toMatch(/^\/dev\/pts\//);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.skipIf(noSocat)('takes the place of a terminal that a killed simulator left', async () => {
    const path = join(dir, 'reader');
    await symlink('/dev/pts/no-such-terminal', path);
    await start(['id-card', '--listen', `pty:${path}`]);
    expect(await readlink(path)).toMatch(/^\/dev\/pts\/\d+$/);
  });

  it.skipIf(noSocat)('keeps the terminal when a program closes it, for the next one', async () => {
    const path = join(dir, 'reader');
    await start(['id-card', '--card', 'citizen', '--listen', `pty:${path}`]);
    for (const _program of ['first', 'second']) {
      const terminal = await open(path, constants.O_RDWR | constants.O_NOCTTY);
      await terminal.write(findCard);
      expect(await readExactly(terminal, found.length)).toEqual(found);
      await terminal.close();
    }
  });

  it('explains itself', async () => {
    const { out, code } = await run(['--help']);
    expect(out).toContain('tongban sim DEVICE [--listen tcp:PORT|pty:PATH] [--preset NAME] [--card ID]');
    expect(code).toBe(0);
  });
});

describe('bad usage of tongban sim: one line that names what is valid, exit 2', () => {
  it.each([
    ['no device', [], /id-card, ticket-printer/],
    ['an unknown device', ['toaster'], /"toaster".*id-card, ticket-printer/],
    ['two devices', ['id-card', 'ticket-printer'], /"ticket-printer"/],
    ['an unknown preset', ['id-card', '--preset', 'nice'], /"nice".*normal/],
    ['an unknown card', ['id-card', '--card', 'gold'], /"gold".*citizen/],
    ['a card for a printer', ['ticket-printer', '--card', 'citizen'], /id-card only/],
    ['an unknown address', ['id-card', '--listen', 'udp:9'], /"udp:9".*tcp:PORT.*pty:PATH/],
    ['a port that cannot be', ['id-card', '--listen', 'tcp:70000'], /"tcp:70000".*0 to 65535/],
    ['a path that socat would read as options', ['id-card', '--listen', 'pty:/tmp/x,mode=666'], /pty:PATH/],
    [
      'a terminal for a device on a network',
      ['document-printer', '--listen', 'pty:/tmp/a4'],
      /document-printer is on a network/,
    ],
    ['an unknown option', ['id-card', '--loud'], /--loud/],
    ['an option without its value', ['id-card', '--preset'], /--preset/],
  ])('%s', async (_what, args, message) => {
    const { out, err, code } = await run(args);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect({ out, code }).toEqual({ out: '', code: 2 });
  });
});

describe('an address that tongban sim cannot have: the reason, exit 1', () => {
  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { err, code } = await run(['id-card', '--listen', `tcp:${port}`]);
    expect({ err, code }).toEqual({ err: `tongban sim: port ${port} is already in use\n`, code: 1 });
    other.close();
  });

  it('a terminal where socat is not installed', async () => {
    const env = { ...process.env, PATH: dir };
    const { err, code } = await run(['id-card', '--listen', `pty:${join(dir, 'reader')}`], env);
    expect(err).toMatch(/needs the program socat/);
    expect(code).toBe(1);
  });

  it.skipIf(noSocat)('a path in a directory that is not there', async () => {
    const { err, code } = await run(['id-card', '--listen', `pty:${join(dir, 'no', 'reader')}`]);
    expect(err).toMatch(/cannot be used/);
    expect(code).toBe(1);
  });

  it.skipIf(noSocat)('a terminal that another simulator serves', async () => {
    const path = join(dir, 'reader');
    const { child } = await start(['id-card', '--listen', `pty:${path}`]);
    const { err, code } = await run(['id-card', '--listen', `pty:${path}`]);
    expect({ err, code }).toEqual({ err: `tongban sim: ${path} is already there\n`, code: 1 });
    expect(child.exitCode).toBeNull();
  });

  it("a file of somebody's, which is left as it was", async () => {
    const path = join(dir, 'letter');
    await writeFile(path, 'dear');
    const { err, code } = await run(['id-card', '--listen', `pty:${path}`]);
    expect(err).toContain(`${path} is already there`);
    expect(code).toBe(1);
    await expect(rm(path)).resolves.toBeUndefined();
  });
});
