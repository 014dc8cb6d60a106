import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BrowserProcess, chromiumArgs, hasDisplay, spawnBrowser, startChromium } from './chromium.ts';
import type { ChildExit } from './child-link.ts';
import { systemClock } from './clock.ts';
import { HandClock } from './testing/hand-clock.ts';

let dir: string;
let browser: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-chromium-'));
  browser = join(dir, 'chromium');
  writeFileSync(browser, '#!/bin/sh\nsleep 60 &\nwait\n');
  chmodSync(browser, 0o755);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function rig(env: Record<string, string> = { DISPLAY: ':9', TONGBAN_CHROMIUM: browser }) {
  const clock = new HandClock();
  const started: { args: string[]; exits: (exit: ChildExit) => void; kills: string[] }[] = [];
  const result = startChromium({
    url: 'http://127.0.0.1:4711/#token=t',
    panel: { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 },
    camera: false,
    dataDir: dir,
    machine: { platform: 'linux', env, homeDir: dir },
    spawn(_path, args): BrowserProcess {
      const process = { args, exits: (_exit: ChildExit) => {}, kills: [] as string[] };
      started.push(process);
      return {
        onExit: (listener) => (process.exits = listener),
        kill: (how) => process.kills.push(how),
      };
    },
    clock,
    random: () => 0,
    report: () => {},
  });
  return { clock, started, result };
}

it('says that there is no display instead of starting a browser that cannot show anything', () => {
  const { result, started } = rig({ TONGBAN_CHROMIUM: browser });
  expect(result.outcome).toBe('no-display');
  expect(started).toEqual([]);
});

it('knows a display by X11 or Wayland on Linux and takes it for granted on Windows', () => {
  const machine = { platform: 'linux' as const, env: {}, homeDir: dir };
  expect(hasDisplay(machine)).toBe(false);
  expect(hasDisplay({ ...machine, env: { DISPLAY: ':0' } })).toBe(true);
  expect(hasDisplay({ ...machine, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
  expect(hasDisplay({ ...machine, platform: 'win32' })).toBe(true);
});

it('says that there is no browser', () => {
  expect(rig({ DISPLAY: ':9', PATH: '' }).result.outcome).toBe('no-browser');
});

it('opens the screen full-screen, in private, with a profile of its own', () => {
  const { result, started } = rig();
  expect(result.outcome).toBe('started');
  expect(started[0]!.args).toEqual(
    expect.arrayContaining([
      '--kiosk',
      '--app=http://127.0.0.1:4711/#token=t',
      '--incognito',
      '--window-size=1080,1920',
      `--user-data-dir=${join(dir, 'chromium')}`,
      '--disable-pinch',
    ]),
  );
});

it('allows the camera only where the kiosk has one, and then reaches no other machine', () => {
  const screen = {
    url: 'http://127.0.0.1:4711/',
    panel: { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 },
  };
  const without = chromiumArgs({ ...screen, camera: false }, dir);
  const added = chromiumArgs({ ...screen, camera: true }, dir).filter((arg) => !without.includes(arg));
  expect(added).toEqual([
    '--auto-accept-camera-and-microphone-capture',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ]);
});

it('opens it again when it ends, each time with an empty profile', () => {
  const { clock, started } = rig();
  const left = join(dir, 'chromium', 'left-over');
  writeFileSync(left, '');
  started[0]!.exits({ code: null, signal: 'SIGSEGV' });
  clock.advance(249);
  expect(started).toHaveLength(1);
  clock.advance(1);
  expect(started).toHaveLength(2);
  expect(existsSync(left)).toBe(false);
  started[1]!.exits({ code: 1, signal: null });
  clock.advance(499);
  expect(started).toHaveLength(2);
  clock.advance(1);
  expect(started).toHaveLength(3);
});

it('closes it for good, by force after 3 s', async () => {
  const { clock, started, result } = rig();
  if (result.outcome !== 'started') throw new Error('not started');
  const stopped = result.stop();
  expect(started[0]!.kills).toEqual(['gentle']);
  clock.advance(3000);
  expect(started[0]!.kills).toEqual(['gentle', 'hard']);
  started[0]!.exits({ code: null, signal: 'SIGKILL' });
  await stopped;
  clock.advance(3_600_000);
  expect(started).toHaveLength(1);
  expect(existsSync(join(dir, 'chromium'))).toBe(false);
});

it('starts no new one when it is closed between two attempts', async () => {
  const { clock, started, result } = rig();
  if (result.outcome !== 'started') throw new Error('not started');
  started[0]!.exits({ code: 1, signal: null });
  await result.stop();
  clock.advance(3_600_000);
  expect(started).toHaveLength(1);
});

it.skipIf(process.platform === 'win32')('ends a real browser process and its helpers', async () => {
  const screen = startChromium({
    url: 'http://127.0.0.1:4711/',
    panel: { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 },
    camera: false,
    dataDir: dir,
    machine: { platform: 'linux', env: { DISPLAY: ':9', TONGBAN_CHROMIUM: browser }, homeDir: dir },
    spawn: spawnBrowser,
    clock: systemClock,
    random: () => 0,
    report: () => {},
  });
  if (screen.outcome !== 'started') throw new Error('not started');
  await screen.stop();
  expect(existsSync(join(dir, 'chromium'))).toBe(false);
});
