import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Socket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { transportFor } from '../transport/open.ts';
import { type Listening, listen } from './listen.ts';
import type { WireLine, WireOptions } from './simulator.ts';

const wire: WireOptions = { clock: systemClock, baudRate: null, chunks: 'natural' };

/** A device that sends back what it gets. */
class Echo {
  lines = 0;

  attach(line: WireLine): void {
    this.lines += 1;
    line.onData((bytes) => line.write(bytes));
    void line.closed.then(() => {
      this.lines -= 1;
    });
  }
}

function hasSocat(): boolean {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a simulator on tcp', () => {
  let device: Echo;
  let listening: Listening;
  let sockets: Socket[];

  beforeEach(async () => {
    device = new Echo();
    sockets = [];
    listening = await listen(device, { kind: 'tcp', port: 0 }, wire);
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await listening.close();
  });

  async function peer(): Promise<Socket> {
    if (listening.address.kind !== 'tcp') throw new Error('asked for tcp');
    const socket = connect(listening.address.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }

  test('says which port it took, and answers there', async () => {
    const socket = await peer();
    socket.write('ab');
    expect(String((await once(socket, 'data'))[0])).toBe('ab');
  });

  test('a second peer is turned away and does not disturb the first', async () => {
    const first = await peer();
    const second = await peer();
    await once(second, 'close');
    first.write('x');
    expect(String((await once(first, 'data'))[0])).toBe('x');
    expect(device.lines).toBe(1);
  });

  test('unplugged, the peer loses its line and may come back', async () => {
    const socket = await peer();
    await vi.waitUntil(() => device.lines === 1);
    listening.unplug();
    await once(socket, 'close');
    const again = await peer();
    again.write('y');
    expect(String((await once(again, 'data'))[0])).toBe('y');
  });

  test('while it is not plugged in nobody gets a line', async () => {
    const socket = await peer();
    await vi.waitUntil(() => device.lines === 1);
    listening.plug(false);
    await once(socket, 'close');
    await once(await peer(), 'close');
    expect(device.lines).toBe(0);
    listening.plug(true);
    const again = await peer();
    again.write('z');
    expect(String((await once(again, 'data'))[0])).toBe('z');
  });
});

test('a device on a network serves several peers at once, without a baud rate', async () => {
  const device = Object.assign(new Echo(), { onNetwork: true });
  // Two characters a second would take too long for this test.
  const listening = await listen(device, { kind: 'tcp', port: 0 }, { ...wire, baudRate: 20 });
  if (listening.address.kind !== 'tcp') throw new Error('asked for tcp');
  const { port } = listening.address;
  const sockets = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  const text = 'x'.repeat(1000);
  for (const socket of sockets) {
    socket.write(text);
    let heard = '';
    while (heard.length < text.length) heard += String((await once(socket, 'data'))[0]);
    expect(heard).toBe(text);
  }
  expect(device.lines).toBe(2);
  listening.unplug();
  await Promise.all(sockets.map((socket) => once(socket, 'close')));
  await listening.close();
});

describe.skipIf(!hasSocat())('a simulator on a pty (skipped: no socat)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tongban-listen-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is a terminal device that a serial driver can open, gone after close', async () => {
    const path = join(folder, 'device');
    const listening = await listen(new Echo(), { kind: 'pty', path }, wire);
    const line = await transportFor({ kind: 'serial', path, baudRate: 9600 })(new AbortController().signal);
    const heard = new Promise<Uint8Array>((resolve) => line.onData(resolve));
    await line.write(Uint8Array.of(0x11));
    expect([...(await heard)]).toEqual([0x11]);
    await line.close();
    await listening.close();
    await vi.waitUntil(() => !existsSync(path));
  });

  test('never takes the place of something that is there', async () => {
    const path = join(folder, 'precious');
    writeFileSync(path, 'data');
    await expect(listen(new Echo(), { kind: 'pty', path }, wire)).rejects.toThrow(`${path} is already there`);
    expect(existsSync(path)).toBe(true);
  });

  test('a path that cannot be made is said in a sentence', async () => {
    const path = join(folder, 'no/such/folder/device');
    await expect(listen(new Echo(), { kind: 'pty', path }, wire)).rejects.toThrow(path);
  });
});
