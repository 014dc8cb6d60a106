import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, test } from '@playwright/test';
import { hasDisplay, thisMachine } from '../../host/launch/chromium.ts';
import { findElectron } from '../../host/launch/electron-shell.ts';
import { electronMain, electronPackage } from '../../host/launch/paths.ts';

/** `null` where the shell can run here, else why not. */
function whyNot(): string | null {
  const found = findElectron(electronPackage, process.env);
  if ('missing' in found) return `skipped: ${found.missing}`;
  if (!existsSync(electronMain)) return 'skipped: the Electron shell is not built (npm run build)';
  return hasDisplay(thisMachine()) ? null : 'skipped: no display';
}

const reason = whyNot();
if (reason !== null) console.log(`electron.spec.ts: ${reason}`);

test.describe('the Electron shell', () => {
  test.skip(reason !== null, reason ?? '');

  let dataDir: string;
  let shell: ElectronApplication;

  test.beforeEach(async () => {
    const found = findElectron(electronPackage, process.env);
    if ('missing' in found) throw new Error(found.missing);
    dataDir = mkdtempSync(join(tmpdir(), 'tongban-electron-'));
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    shell = await _electron.launch({
      executablePath: found.binary,
      args: [...asRoot, electronMain, `--data=${dataDir}`],
    });
  });

  test.afterEach(async () => {
    await shell.evaluate(({ app }) => app.quit()).catch(() => {});
    await shell.close().catch(() => {});
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('shows the attract screen full-screen from its own host', async () => {
    const page = await shell.firstWindow();
    await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//);
    await expect(page.getByRole('main')).toBeVisible();
    const window = await shell.browserWindow(page);
    expect(await window.evaluate((kiosk) => kiosk.isKiosk())).toBe(true);
    expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
  });

  test('neither leaves its origin nor opens a window', async () => {
    const page = await shell.firstWindow();
    await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//);
    const own = new URL(page.url()).origin;
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(await page.evaluate(() => open('https://example.com/') === null)).toBe(true);
    expect(new URL(page.url()).origin).toBe(own);
    expect(shell.windows()).toHaveLength(1);
  });

  test('brings the screen back after its process has crashed', async () => {
    const page = await shell.firstWindow();
    await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//);
    await shell.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect
      .poll(() =>
        shell.evaluate(({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          return (
            contents !== undefined &&
            !contents.isCrashed() &&
            contents.getURL().startsWith('http://127.0.0.1:')
          );
        }),
      )
      .toBe(true);
  });
});
