import { fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { forkChild, ofHost } from '../../host/launch/fork-child.ts';
import { systemClock } from '../contract/clock.ts';
import { proxyOf } from './device-proxy.ts';
import type { Crash } from './driver-process.ts';
import type { FromDriver } from './messages.ts';

const entry = join(import.meta.dirname, 'testing', 'faulty-driver.ts');
const device = { id: 'reader', note: 'told-over-the-channel-only' };

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((each) => each.close()));
});

function faulty() {
  const crashes: Crash[] = [];
  const reader = proxyOf('id-card', {
    id: 'reader',
    spawn: () => forkChild(entry, ofHost),
    device,
    clock: systemClock,
    random: () => 0,
    onCrash: (_state, crash) => crashes.push(crash),
  });
  closing.push(reader);
  reader.open();
  return { reader, crashes };
}
const command = (deadlineMs = 5000) => ({ opId: 'op', deadlineMs });

test('a bug in a command reaches its caller as it is, and the process goes on', async () => {
  const { reader, crashes } = faulty();
  await expect(reader.read(command())).rejects.toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('cannot decode'),
  });
  await expect(reader.waitForRemoval(command())).rejects.toThrow('not asked');
  expect(crashes).toEqual([]);
});

test('a bug that nobody catches ends the process, again and again until quarantine; only its place is told', async () => {
  const { reader, crashes } = faulty();
  // It goes on with each next process, which has the same bug.
  const waiting = reader.waitForCard(command(60_000)).catch((error: unknown) => error);
  const codes = () => reader.status().conditions.map(({ code }) => code);
  await vi.waitUntil(() => codes().includes('driver.quarantined'), 20_000);
  expect(crashes).toHaveLength(5);
  expect(crashes[0]).toEqual({
    cause: 'code-1',
    place: expect.stringMatching(/^faulty-driver\.ts:\d+$/),
    reason: null,
  });
  await expect(reader.read(command())).rejects.toMatchObject({
    code: 'disconnected',
    condition: 'driver.quarantined',
    effect: 'none',
  });
  await reader.close();
  expect(await waiting).toMatchObject({ code: 'closed' });
});

test('a driver in an endless loop is killed, and its command has no effect', async () => {
  const { reader, crashes } = faulty();
  await expect(reader.checkHealth('internal', command(10_000))).rejects.toMatchObject({
    condition: 'driver.crashed',
    effect: 'none',
  });
  expect(crashes).toMatchObject([{ cause: 'silent' }]);
});

test('nothing about the device stands in the arguments or the environment', async () => {
  const { reader } = faulty();
  const seen = await reader.samId(command());
  expect(JSON.parse(seen)).toMatchObject({ argv: [] });
  expect(seen).not.toContain(device.note);
});

test('it prints nothing, whatever happens', async () => {
  const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.on('message', (message: FromDriver) => {
    if (message.type !== 'started') return;
    child.send({ type: 'command', id: 1, name: 'read', args: [], opId: 'op', deadlineMs: 1000 });
    child.send({ type: 'command', id: 2, name: 'waitForCard', args: [], opId: 'op', deadlineMs: 1000 });
  });
  child.send({ type: 'start', device, state: null });
  await ended;
  expect(child.exitCode).toBe(1);
  expect(printed).toBe('');
});

test('it ends when its parent is gone', async () => {
  const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  await new Promise<void>((resolve) => {
    child.on('message', (message: FromDriver) => {
      if (message.type === 'started') resolve();
    });
    child.send({ type: 'start', device, state: null });
  });
  // What a dead parent leaves of the channel.
  child.disconnect();
  await vi.waitUntil(() => child.exitCode !== null, 5000);
  expect(child.exitCode).toBe(0);
});
