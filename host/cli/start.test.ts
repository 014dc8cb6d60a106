import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'tongban.js'), 'start', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  const lines: string[] = [];
  const stdout = createInterface({ input: child.stdout });
  stdout.on('line', (line) => lines.push(line));
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  return { child, lines, errors, firstLine: once(stdout, 'line'), exit: once(child, 'close') };
}

describe('tongban start', () => {
  it('refuses bad usage in one line, with exit 2', async () => {
    const { exit, lines, errors } = run('--shell', 'firefox');
    expect((await exit)[0]).toBe(2);
    expect(lines).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('unknown shell "firefox"');
  });

  it('says what is wrong with the configuration, with exit 1', async () => {
    const config = join(dir, 'kiosk.json');
    writeFileSync(config, JSON.stringify({ mode: 'demo' }));
    const { exit, lines, errors } = run('--config', config, '--data', join(dir, 'data'));
    expect((await exit)[0]).toBe(1);
    expect(lines).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`${config}: mode must be`);
  });

  it('says why the asked shell cannot be had, with exit 1', async () => {
    const { exit, lines, errors } = run('--shell', 'chromium', '--data', join(dir, 'data'));
    expect((await exit)[0]).toBe(1);
    expect(lines).toEqual([]);
    expect(errors).toContain('tongban: this session has no display');
  });

  it('prints one line of JSON when the screen can be opened, and stops in order', async () => {
    const { child, lines, errors, firstLine, exit } = run('--data', join(dir, 'data'));
    await firstLine;
    const { ready, url, bench } = JSON.parse(lines[0]!);
    expect(ready).toBe(true);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(bench).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect((await fetch(url)).headers.get('content-security-policy')).toContain("default-src 'none'");

    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(lines).toHaveLength(1);
    expect(errors.join('\n')).not.toContain(new URL(url).hash.slice('#token='.length));
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('leaves no process behind when it is killed', async () => {
    const { child, lines, firstLine, exit } = run('--shell', 'none', '--data', join(dir, 'data'));
    await firstLine;
    const { url, bench } = JSON.parse(lines[0]!);
    child.kill('SIGKILL');
    // The pipes close only when the host and the simulators, which hold them too, have ended.
    await exit;
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await expect(fetch(bench)).rejects.toThrow('fetch failed');
  });
});
