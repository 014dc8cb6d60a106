import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchElectron, findElectron } from './electron-shell.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tongban-electron-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the Electron binary', () => {
  it('is missing where Electron has been installed without it', () => {
    writeFileSync(join(dir, 'index.js'), 'throw new Error("importing this would download it")');
    expect(findElectron(dir, {})).toEqual({ missing: 'no Electron binary' });
  });

  it('is missing where only its name is there', () => {
    writeFileSync(join(dir, 'path.txt'), 'electron');
    expect(findElectron(dir, {})).toEqual({ missing: 'no Electron binary' });
  });

  it('is the file that path.txt names below dist', () => {
    writeFileSync(join(dir, 'path.txt'), 'electron');
    mkdirSync(join(dir, 'dist'));
    writeFileSync(join(dir, 'dist', 'electron'), '');
    expect(findElectron(dir, {})).toEqual({ binary: join(dir, 'dist', 'electron') });
  });

  it('can come from elsewhere by ELECTRON_OVERRIDE_DIST_PATH', () => {
    writeFileSync(join(dir, 'electron'), '');
    expect(findElectron(dir, { ELECTRON_OVERRIDE_DIST_PATH: dir })).toEqual({
      binary: join(dir, 'electron'),
    });
  });
});

describe('fetching it', () => {
  function fetchWith(installer: string, nowMs = Date.now()) {
    writeFileSync(join(dir, 'install.js'), installer);
    const lines: string[] = [];
    const markerFile = join(dir, 'cache', 'failed');
    return {
      lines,
      fetched: fetchElectron({ packageDir: dir, markerFile, nowMs, report: (line) => lines.push(line) }),
    };
  }

  it("is left to Electron's installer", async () => {
    const { fetched, lines } = fetchWith('');
    expect(await fetched).toBe(true);
    expect(lines).toHaveLength(1);
  });

  it('that failed is tried again only a day later', async () => {
    expect(await fetchWith('process.exit(1)').fetched).toBe(false);
    const soon = fetchWith('');
    expect(await soon.fetched).toBe(false);
    expect(soon.lines).toEqual([]);
    expect(await fetchWith('', Date.now() + 86_400_001).fetched).toBe(true);
  });
});
