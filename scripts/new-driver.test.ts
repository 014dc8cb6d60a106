import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../tests/conformance/table.ts';

/** In a copy of the project: the script changes files that everybody shares. */
const root = resolve(import.meta.dirname, '..');
const left = new Set([
  '.git',
  'node_modules',
  'dist',
  'data',
  'test-results',
  'playwright-report',
  'coverage',
]);
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tongban-new-driver-'));
  for (const name of readdirSync(root))
    if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(...args: string[]) {
  return spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
}

describe('npm run new-driver lamp-post', () => {
  test('makes a driver', { timeout: 60_000 }, () => {
    expect(run('scripts/new-driver.ts', 'lamp-post')).toMatchObject({ status: 0, stderr: '' });
  });

  test('of which every type fits', { timeout: 60_000 }, () => {
    const checked = run('node_modules/typescript/bin/tsc', '-p', '.');
    expect(checked).toMatchObject({ status: 0, stdout: '' });
  });

  test('that passes the conformance suite at once', { timeout: 120_000 }, () => {
    const { stdout } = run('tests/conformance/run.ts', '--device', 'lamp-post', '--json');
    const { cells } = JSON.parse(stdout) as { cells: Result[] };
    expect(cells.filter(({ outcome }) => outcome.state === 'failed')).toEqual([]);
    expect(cells.filter(({ outcome }) => outcome.state === 'passed').length).toBeGreaterThan(30);
  });

  test('and never takes the place of one that is there', () => {
    expect(run('scripts/new-driver.ts', 'lamp-post')).toMatchObject({ status: 2 });
  });

  test.each(['', 'Lamp', 'lamp_post', '-lamp', '../lamp'])('refuses the name "%s"', (name) => {
    expect(run('scripts/new-driver.ts', name)).toMatchObject({ status: 2 });
  });
});
