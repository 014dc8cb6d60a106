import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const named = process.env['TONGBAN_CHROMIUM'];
const debian = '/usr/bin/chromium';
// Without either, Playwright's own browser is used.
const executablePath = named ?? (existsSync(debian) ? debian : undefined);

export default defineConfig({
  testDir: 'tests',
  testMatch: ['{e2e,accessibility}/**/*.spec.ts'],
  workers: 2,
  reporter: 'list',
  timeout: 120_000,
  // A page, a host and its devices share two processors with another worker; a second try is told as "flaky".
  retries: process.env['CI'] ? 1 : 0,
  use: {
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's sandbox refuses to start as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
