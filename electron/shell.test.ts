import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HostToShell, ShellToHost } from '../host/launch/messages.ts';
import { hostEntry } from '../host/launch/paths.ts';
import { trainingConfig } from '../host/launch/testing/training-config.ts';
import { crashPageUrl } from './crash-page.ts';
import { FakeEmitter, FakeSession, FakeUtilityProcess, FakeWindow } from './testing/fake-electron.ts';

class FakeApp extends FakeEmitter {
  isPackaged = true;
  first = true;
  exit = vi.fn();
  enableSandbox = vi.fn();
  commandLine = { appendSwitch: vi.fn() };
  requestSingleInstanceLock = (): boolean => this.first;
  whenReady = vi.fn(() => Promise.resolve());
}

const electron = vi.hoisted(() => ({
  app: undefined as unknown,
  ipcMain: undefined as unknown,
  powerSaveBlocker: { start: vi.fn() },
  session: { fromPartition: vi.fn() },
  utilityProcess: { fork: vi.fn() },
  BrowserWindow: vi.fn(),
}));
vi.mock('electron', () => electron);

let dir: string;
let app: FakeApp;
let window: FakeWindow;
let hosts: FakeUtilityProcess[];
let stdout: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-shell-'));
  app = new FakeApp();
  window = new FakeWindow();
  hosts = [];
  stdout = [];
  electron.app = app;
  electron.ipcMain = new FakeEmitter();
  electron.powerSaveBlocker.start.mockReset();
  electron.session.fromPartition.mockReset().mockReturnValue(new FakeSession());
  electron.BrowserWindow.mockReset().mockImplementation(function () {
    return window;
  });
  electron.utilityProcess.fork.mockReset().mockImplementation(() => {
    const host = new FakeUtilityProcess();
    hosts.push(host);
    queueMicrotask(() => {
      host.pid = 4242;
      host.emit('spawn');
    });
    return host;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => stdout.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(process, 'kill').mockReturnValue(true);
});
afterEach(() => {
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP');
  vi.useRealTimers();
  rmSync(dir, { recursive: true, force: true });
});

async function run(config: object | string = realDevices()): Promise<void> {
  const file = join(dir, 'site.json');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  const { runShell } = await import('./shell.ts');
  void runShell(['/opt/tongban', `--config=${file}`, `--data=${join(dir, 'data')}`]);
  await new Promise((resolve) => setImmediate(resolve));
}

function realDevices() {
  const transport = { kind: 'tcp', host: '127.0.0.1', port: 9100 };
  return {
    ...trainingConfig,
    mode: 'production',
    devices: trainingConfig.devices.map(({ id, role, driver, profile, required }) => ({
      id,
      role,
      driver,
      profile,
      required,
      transport,
    })),
  };
}

const says = (host: FakeUtilityProcess, message: HostToShell) => host.emit('message', message);
const sent = (host: FakeUtilityProcess): ShellToHost[] =>
  host.postMessage.mock.calls.map(([message]) => message);
const settled = () => new Promise((resolve) => setImmediate(resolve));
const loads = () => window.webContents.loadURL.mock.calls.map(([url]) => url);

it('locks the application down before it shows anything', async () => {
  await run();
  expect(app.enableSandbox).toHaveBeenCalledBefore(app.whenReady);
  expect(electron.powerSaveBlocker.start).toHaveBeenCalledWith('prevent-display-sleep');
  expect(electron.session.fromPartition).toHaveBeenCalledWith('tongban');
  expect(loads()).toEqual([]);
});

it('runs the host in a utility process, shows its page and says that it is ready', async () => {
  await run();
  expect(electron.utilityProcess.fork.mock.calls[0]![0]).toBe(hostEntry);
  const [boot] = sent(hosts[0]!);
  expect(boot).toMatchObject({ type: 'boot', dataDir: join(dir, 'data'), config: { mode: 'production' } });
  says(hosts[0]!, { type: 'ready', port: 4711 });
  await settled();
  expect(loads()).toHaveLength(1);
  expect(loads()[0]).toMatch(/^http:\/\/127\.0\.0\.1:4711\/#token=/);
  expect(stdout.map((line) => JSON.parse(line))).toEqual([{ ready: true, url: loads()[0] }]);
});

it('shows the crash page while the host falls again and again, and the screen when it is back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await run();
  says(hosts[0]!, { type: 'ready', port: 4711 });
  await settled();
  for (const delay of [250, 500, 1000, 2000, 0]) {
    hosts.at(-1)!.emit('exit', 1);
    await settled();
    vi.advanceTimersByTime(delay);
  }
  expect(hosts).toHaveLength(5);
  expect(loads().at(-1)).toBe(crashPageUrl);
  vi.advanceTimersByTime(300_000);
  expect(hosts).toHaveLength(6);
  says(hosts[5]!, { type: 'ready', port: 4711 });
  await settled();
  expect(loads().at(-1)).toBe(loads()[0]);
});

it('leaves the screen alone while a host is replaced: the page reconnects by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await run();
  says(hosts[0]!, { type: 'ready', port: 4711 });
  await settled();
  hosts[0]!.emit('exit', 1);
  await settled();
  vi.advanceTimersByTime(250);
  says(hosts[1]!, { type: 'ready', port: 4711 });
  await settled();
  expect(loads()).toHaveLength(1);
});

it('tells citizens that it is out of service where the configuration is refused, then starts afresh', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await run('{ not json');
  await settled();
  expect(loads()).toEqual([crashPageUrl]);
  expect(hosts).toEqual([]);
  vi.advanceTimersByTime(60_000);
  await settled();
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
});

it('does the same where the host cannot run', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  await run();
  says(hosts[0]!, { type: 'fatal', reason: 'the data directory is not writable' });
  await settled();
  expect(loads().at(-1)).toBe(crashPageUrl);
  hosts[0]!.emit('exit', 1);
  await settled();
  vi.advanceTimersByTime(60_000);
  await settled();
  expect(app.exit).toHaveBeenCalledWith(1);
});

it('runs once on a machine', async () => {
  app.first = false;
  await run();
  expect(app.exit).toHaveBeenCalledWith(1);
  expect(electron.BrowserWindow).not.toHaveBeenCalled();
});

it('stops the host before it ends, however it is asked to', async () => {
  await run();
  expect(window.ask('close')).toBe(true);
  expect(app.ask('before-quit')).toBe(true);
  expect(sent(hosts[0]!).at(-1)).toEqual({ type: 'stop' });
  expect(app.exit).not.toHaveBeenCalled();
  hosts[0]!.emit('exit', 0);
  await settled();
  await settled();
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(0);
  expect(window.ask('close')).toBe(false);
});
