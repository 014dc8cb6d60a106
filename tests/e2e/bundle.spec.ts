import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { appRoot } from '../../host/launch/paths.ts';

const program = join(appRoot, 'dist', 'cli', 'tongban.js');

test.describe('the built program', () => {
  let dataDir: string;
  let kiosk: ChildProcess;

  test.beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tongban-bundle-'));
  });
  test.afterEach(async () => {
    if (kiosk.exitCode === null) {
      kiosk.kill('SIGTERM');
      await once(kiosk, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('starts host and simulators from bundles and shows the attract screen', async ({ page }) => {
    const args = [program, 'start', '--shell', 'none', '--data', dataDir];
    // Proves that host and simulators run bundles too: TypeScript could not be run.
    const env = { ...process.env, NODE_OPTIONS: '--no-experimental-strip-types' };
    kiosk = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(createInterface({ input: kiosk.stdout! }), 'line')) as [string];
    const { ready, url } = JSON.parse(line) as { ready: boolean; url: string };
    expect(ready).toBe(true);
    await page.goto(url);
    await expect(page.locator('.frame.attract')).toBeVisible();
  });
});
