import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { transportFor } from './open.ts';
import type { OpenTransport } from './transport.ts';

function hasSocat(): boolean {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const never = new AbortController().signal;

test('a port that is not there', async () => {
  await expect(
    transportFor({ kind: 'serial', path: '/nonexistent/tty', baudRate: 9600 })(never),
  ).rejects.toMatchObject({
    code: 'disconnected',
    condition: 'device.gone',
    effect: 'none',
  });
});

describe.skipIf(!hasSocat())('a serial port (skipped: no socat)', () => {
  let folder: string;
  let path: string;
  let socat: ChildProcess;
  let open: OpenTransport;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tongban-serial-'));
    path = join(folder, 'tty');
    // What is written comes back.
    socat = spawn('socat', [`PTY,link=${path},raw,echo=0`, 'EXEC:cat'], { stdio: 'ignore' });
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 5));
    open = transportFor({ kind: 'serial', path, baudRate: 115_200 });
  });

  afterEach(() => {
    socat.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** How often this process holds the terminal. */
  function holds(terminal: string): number {
    return readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === terminal;
      } catch {
        return false;
      }
    }).length;
  }

  test('carries every byte value both ways', async () => {
    const line = await open(never);
    const sent = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const heard: number[] = [];
    const all = new Promise<void>((resolve) =>
      line.onData((bytes) => {
        heard.push(...bytes);
        if (heard.length >= 256) resolve();
      }),
    );
    await line.write(sent);
    await all;
    expect(heard).toEqual([...sent]);
    await line.close();
  });

  test('closing lets go of the device, so that it can be opened again', async () => {
    const terminal = realpathSync(path);
    for (let round = 0; round < 3; round += 1) {
      const line = await open(never);
      line.onData(() => {});
      expect(holds(terminal)).toBe(1);
      await line.close();
      await expect(line.closed).resolves.toEqual({ reason: 'local' });
      expect(holds(terminal)).toBe(0);
    }
  });

  test.each(['at once', 'while reading'])(
    'pulled %s: closed says so, and a write fails at once',
    async (when) => {
      const line = await open(never);
      line.onData(() => {});
      if (when === 'while reading') await line.write(Uint8Array.of(0x12));
      socat.kill();
      expect((await line.closed).reason).not.toBe('local');
      await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({
        code: 'disconnected',
        effect: 'none',
      });
    },
  );

  test('given up while opening: the port does not stay open', async () => {
    const terminal = realpathSync(path);
    const abort = new AbortController();
    const opening = open(abort.signal);
    await import('serialport');
    abort.abort();
    await expect(opening).rejects.toMatchObject({ code: 'disconnected' });
    // The port locks out everybody else until it is closed.
    const line = await vi.waitFor(() => open(never), { timeout: 3000 });
    expect(holds(terminal)).toBe(1);
    await line.close();
  });
});
