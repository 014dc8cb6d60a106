import type { BrowserWindow } from 'electron';
import { describe, expect, it } from 'vitest';
import { HandClock } from '../host/launch/testing/hand-clock.ts';
import { crashPageUrl } from './crash-page.ts';
import { ScreenRecovery } from './recovery.ts';
import { FakeWindow } from './testing/fake-electron.ts';

const url = 'http://127.0.0.1:4711/#token=t';

function rig() {
  const clock = new HandClock();
  const window = new FakeWindow();
  const contents = window.webContents;
  const lines: string[] = [];
  const recovery = new ScreenRecovery({
    window: window as unknown as BrowserWindow,
    clock,
    random: () => 0,
    report: (line) => lines.push(line),
  });
  return {
    clock,
    contents,
    lines,
    recovery,
    loads: () => contents.loadURL.mock.calls.map(([loaded]) => loaded),
    dies: () => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 }),
    livesFor: (ms: number): void => {
      for (let passed = 0; passed < ms; passed += 1000) {
        clock.advance(1000);
        recovery.beat();
      }
    },
  };
}

describe('a screen whose process ends', () => {
  it('is loaded again, each time after twice the wait', () => {
    const { recovery, clock, loads, dies } = rig();
    recovery.ensureShown(url);
    for (const [index, delay] of [250, 500, 1000, 2000].entries()) {
      dies();
      clock.advance(delay - 1);
      expect(loads()).toHaveLength(index + 1);
      clock.advance(1);
      expect(loads()).toHaveLength(index + 2);
    }
    expect(new Set(loads())).toEqual(new Set([url]));
  });

  it('again and again gives way to the crash page, and is tried every five minutes', () => {
    const { recovery, clock, loads, dies } = rig();
    recovery.ensureShown(url);
    for (const delay of [250, 500, 1000, 2000]) {
      dies();
      clock.advance(delay);
    }
    dies();
    expect(loads().at(-1)).toBe(crashPageUrl);
    clock.advance(299_999);
    expect(loads().at(-1)).toBe(crashPageUrl);
    clock.advance(1);
    expect(loads().at(-1)).toBe(url);
  });

  it('in good order is left alone', () => {
    const { recovery, clock, contents, loads } = rig();
    recovery.ensureShown(url);
    contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    clock.advance(1000);
    expect(loads()).toEqual([url]);
  });
});

describe('a screen that hangs', () => {
  it('has 20 s to come up', () => {
    const { recovery, clock, contents, loads } = rig();
    recovery.ensureShown(url);
    clock.advance(19_999);
    expect(contents.forcefullyCrashRenderer).not.toHaveBeenCalled();
    clock.advance(1);
    expect(contents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
    clock.advance(250);
    expect(loads()).toEqual([url, url]);
  });

  it('is ended 8 s after its last beat and loaded again once', () => {
    const { recovery, clock, contents, loads, livesFor, dies } = rig();
    recovery.ensureShown(url);
    livesFor(60_000);
    clock.advance(7999);
    expect(contents.forcefullyCrashRenderer).not.toHaveBeenCalled();
    clock.advance(1);
    expect(contents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
    // What ending it causes is not a second crash.
    dies();
    clock.advance(250);
    expect(loads()).toEqual([url, url]);
  });

  it('is ended at once when Electron says that it does not respond', () => {
    const { recovery, contents, livesFor } = rig();
    recovery.ensureShown(url);
    livesFor(1000);
    contents.emit('unresponsive');
    expect(contents.forcefullyCrashRenderer).toHaveBeenCalledOnce();
  });
});

describe('a screen that cannot be loaded', () => {
  const fails = (contents: FakeWindow['webContents'], code: number, isMainFrame = true) =>
    contents.emit('did-fail-load', {}, code, 'ERR', url, isMainFrame);

  it('is loaded again', () => {
    const { recovery, clock, contents, loads, lines } = rig();
    recovery.ensureShown(url);
    fails(contents, -102);
    clock.advance(250);
    expect(loads()).toEqual([url, url]);
    expect(lines).toEqual(['screen: it could not be loaded (ERR), loads again in 0.25 s']);
  });

  it('is not confused by a frame, a picture or a load that a newer one replaced', () => {
    const { recovery, clock, contents, loads } = rig();
    recovery.ensureShown(url);
    fails(contents, -102, false);
    fails(contents, -3);
    clock.advance(1000);
    expect(loads()).toEqual([url]);
  });
});

describe('a host in its crash loop', () => {
  it('shows the crash page until it is ready again', () => {
    const { recovery, clock, loads, dies } = rig();
    recovery.ensureShown(url);
    recovery.showCrashPage();
    expect(loads()).toEqual([url, crashPageUrl]);
    clock.advance(600_000);
    dies();
    expect(loads()).toHaveLength(2);
    recovery.ensureShown(url);
    expect(loads().at(-1)).toBe(url);
  });

  it('that only restarted leaves the screen as it is: it reconnects by itself', () => {
    const { recovery, loads } = rig();
    recovery.ensureShown(url);
    recovery.ensureShown(url);
    expect(loads()).toEqual([url]);
  });
});

it('the crash page is in both languages and runs no script', () => {
  const html = Buffer.from(crashPageUrl.split('base64,')[1]!, 'base64').toString('utf8');
  expect(html).toContain('暂停服务');
  expect(html).toContain('Out of service');
  expect(html).not.toMatch(/<script|\son\w+=|javascript:/i);
  expect(html).toContain("default-src 'none'");
});
