import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findBrowser, type Machine } from './find-browser.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-browser-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function program(...parts: string[]): string {
  const path = join(dir, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

function machine(env: Record<string, string>, platform: NodeJS.Platform = 'linux'): Machine {
  return { platform, env, homeDir: join(dir, 'home') };
}

it('takes the browser that the operator names, before any other', () => {
  const named = program('opt', 'browser');
  program('bin', 'chromium');
  expect(findBrowser(machine({ TONGBAN_CHROMIUM: named, PATH: join(dir, 'bin') }))).toBe(named);
});

it('does not quietly take another browser where the named one is missing', () => {
  program('bin', 'chromium');
  const env = { TONGBAN_CHROMIUM: join(dir, 'nowhere'), PATH: join(dir, 'bin') };
  expect(findBrowser(machine(env))).toBeNull();
});

it('prefers Chromium to Chrome and Chrome to Edge, in every folder of PATH', () => {
  const path = [join(dir, 'a'), join(dir, 'b')].join(delimiter);
  const edge = program('a', 'microsoft-edge');
  expect(findBrowser(machine({ PATH: path }))).toBe(edge);
  const chrome = program('a', 'google-chrome');
  expect(findBrowser(machine({ PATH: path }))).toBe(chrome);
  const chromium = program('b', 'chromium');
  expect(findBrowser(machine({ PATH: path }))).toBe(chromium);
});

it('passes over files that cannot be run and folders', () => {
  const file = program('bin', 'chromium');
  chmodSync(file, 0o644);
  mkdirSync(join(dir, 'bin', 'google-chrome'));
  expect(findBrowser(machine({ PATH: join(dir, 'bin') }))).toBeNull();
});

it('finds what Windows has installed', () => {
  const edge = program('Program Files (x86)', 'Microsoft', 'Edge', 'Application', 'msedge.exe');
  const env = { 'PROGRAMFILES(X86)': join(dir, 'Program Files (x86)') };
  expect(findBrowser(machine(env, 'win32'))).toBe(edge);
});

it("finds the newest of Playwright's own browsers", () => {
  const cache = join('home', '.cache', 'ms-playwright');
  program(cache, 'chromium-999', 'chrome-linux', 'chrome');
  program(cache, 'chromium_headless_shell-2000', 'chrome-linux', 'headless_shell');
  const newest = program(cache, 'chromium-1200', 'chrome-linux64', 'chrome');
  expect(findBrowser(machine({}))).toBe(newest);

  const elsewhere = program('browsers', 'chromium-7', 'chrome-linux', 'chrome');
  expect(findBrowser(machine({ PLAYWRIGHT_BROWSERS_PATH: join(dir, 'browsers') }))).toBe(elsewhere);
});

it('says so where there is none', () => {
  expect(findBrowser(machine({ PATH: join(dir, 'empty') }))).toBeNull();
});
