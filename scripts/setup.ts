import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { hasDisplay, thisMachine } from '../host/launch/chromium.ts';
import { runCommand } from '../host/launch/command.ts';
import { fetchElectron, findElectron } from '../host/launch/electron-shell.ts';
import { findBrowser } from '../host/launch/find-browser.ts';
import { installMissing, type Need } from '../host/launch/install-browser.ts';
import { appRoot, electronPackage } from '../host/launch/paths.ts';
import { report } from '../host/launch/report.ts';

/**
 * `node scripts/setup.ts start|test`: brings what `npm start` and `npm test` need from the system, and
 * prints nothing where it is all there. Run before anything that needs it.
 */
const [purpose] = process.argv.slice(2);
if (purpose !== 'start' && purpose !== 'test') {
  report('usage: node scripts/setup.ts start|test');
  process.exit(2);
}
const realComponents: Need[] = [
  'ippeveprinter',
  'dbus-daemon',
  'cupsd',
  'lp',
  'mbpoll',
  'upsd',
  'vpcd-config',
  'umockdev-run',
  'pdftotext',
];
const needs: Need[] = purpose === 'test' ? ['browser', 'socat', ...realComponents] : await needsOfStart();
const installation = await installMissing(needs, {
  isDebian: osRelease().includes('ID=debian'),
  isRoot: process.getuid?.() === 0,
  has,
  run: runCommand,
  playwrightCli: join(appRoot, 'node_modules', 'playwright', 'cli.js'),
  report,
});
if (!installation.ok) {
  report(installation.sentence);
  // Without a browser `npm start` still runs the host and prints the URL; tests cannot do without.
  process.exit(purpose === 'test' ? 1 : 0);
}

/** Electron where it can be had, else a browser where there is a display to show it on. */
async function needsOfStart(): Promise<Need[]> {
  if (!hasDisplay(thisMachine())) return [];
  if (await hasElectron()) return [];
  return ['browser'];
}

async function hasElectron(): Promise<boolean> {
  if ('binary' in findElectron(electronPackage, process.env)) return true;
  const markerFile = join(appRoot, 'node_modules', '.cache', 'tongban', 'electron-not-reachable');
  return fetchElectron({ packageDir: electronPackage, markerFile, nowMs: Date.now(), report });
}

function has(need: Need): boolean {
  if (need === 'browser') return findBrowser(thisMachine()) !== null;
  return isOnPath(need);
}

function osRelease(): string[] {
  try {
    return readFileSync('/etc/os-release', 'utf8').split('\n');
  } catch {
    return [];
  }
}

function isOnPath(name: string): boolean {
  const dirs = (process.env['PATH'] ?? '').split(delimiter);
  return dirs.some((dir) => {
    try {
      accessSync(join(dir, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
