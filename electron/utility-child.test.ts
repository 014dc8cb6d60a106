import { beforeEach, expect, it, vi } from 'vitest';
import type { ChildExit } from '../host/launch/child-link.ts';
import type { FakeUtilityProcess } from './testing/fake-electron.ts';
import { utilityChild } from './utility-child.ts';

const fork = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ utilityProcess: { fork } }));

let child: FakeUtilityProcess;
beforeEach(async () => {
  const fakes = await import('./testing/fake-electron.ts');
  child = new fakes.FakeUtilityProcess();
  fork.mockReset().mockReturnValue(child);
});

function spawned(pid = 4242): void {
  child.pid = pid;
  child.emit('spawn');
}

it('runs the script as a named utility process', () => {
  utilityChild('/app/dist/host/main.js', 'tongban-host');
  expect(fork).toHaveBeenCalledWith(
    '/app/dist/host/main.js',
    [],
    expect.objectContaining({ serviceName: 'tongban-host' }),
  );
});

it('keeps what is sent before the process runs', () => {
  const link = utilityChild<{ type: string }, never>('/main.js', 'x');
  link.send({ type: 'boot' });
  expect(child.postMessage).not.toHaveBeenCalled();
  spawned();
  link.send({ type: 'stop' });
  expect(child.postMessage.mock.calls).toEqual([[{ type: 'boot' }], [{ type: 'stop' }]]);
  expect(link.pid).toBe(4242);
});

it('hands on messages and the end, and sends nothing afterwards', async () => {
  const link = utilityChild<{ type: string }, { type: string }>('/main.js', 'x');
  const heard: { type: string }[] = [];
  link.onMessage((message) => heard.push(message));
  const ended = new Promise<ChildExit>((resolve) => link.onExit(resolve));
  spawned();
  child.emit('message', { type: 'alive' });
  child.emit('exit', 3);
  expect(heard).toEqual([{ type: 'alive' }]);
  expect(await ended).toEqual({ code: 3, signal: null });
  link.send({ type: 'stop' });
  expect(child.postMessage).not.toHaveBeenCalled();
});

it('ends a hung process by force, and never one that has ended: its number may be another process now', () => {
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  const link = utilityChild('/main.js', 'x');
  spawned();
  link.kill();
  expect(kill).toHaveBeenCalledExactlyOnceWith(4242, 'SIGKILL');
  child.emit('exit', 0);
  link.kill();
  expect(kill).toHaveBeenCalledOnce();
});
