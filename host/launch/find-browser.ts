import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the search looks at; tests put temporary directories here. */
export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  homeDir: string;
}

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Below the folders in which Windows installs programs. */
const windowsPaths = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];

const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Inside Playwright's `chromium-<revision>` folder, by platform and age of Playwright. */
const playwrightPaths = [
  ['chrome-linux64', 'chrome'],
  ['chrome-linux-arm64', 'chrome'],
  ['chrome-linux', 'chrome'],
  ['chrome-win64', 'chrome.exe'],
  ['chrome-win', 'chrome.exe'],
  ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-mac-x64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
];

/**
 * Path of a Chromium, Chrome or Edge: `TONGBAN_CHROMIUM`, then `PATH`, then where each platform installs
 * them, then what Playwright has downloaded. `null` where there is none. A `TONGBAN_CHROMIUM` that is not
 * an executable file is not replaced by another browser: it also gives `null`.
 */
export function findBrowser(machine: Machine): string | null {
  const chosen = machine.env['TONGBAN_CHROMIUM'];
  if (chosen) return isExecutable(chosen) ? chosen : null;
  return candidates(machine).find(isExecutable) ?? null;
}

function candidates({ platform, env, homeDir }: Machine): string[] {
  const suffix = platform === 'win32' ? '.exe' : '';
  const path = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((dir) => dir !== '');
  const onPath = namesOnPath.flatMap((name) => path.map((dir) => join(dir, name + suffix)));
  return [...onPath, ...installed(platform, env), ...fromPlaywright(playwrightDir(platform, env, homeDir))];
}

function installed(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') return macPaths;
  if (platform !== 'win32') return [];
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
  return roots.flatMap((root) => (root ? windowsPaths.map((parts) => join(root, ...parts)) : []));
}

function playwrightDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, homeDir: string): string {
  const chosen = env['PLAYWRIGHT_BROWSERS_PATH'];
  if (chosen) return chosen;
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homeDir, 'AppData', 'Local'), 'ms-playwright');
  if (platform === 'darwin') return join(homeDir, 'Library', 'Caches', 'ms-playwright');
  return join(env['XDG_CACHE_HOME'] ?? join(homeDir, '.cache'), 'ms-playwright');
}

function fromPlaywright(dir: string): string[] {
  let names: string[];
  try {
    names = readdirSync(dir);
  } catch {
    return [];
  }
  const revision = (name: string): number => Number(/^chromium-(\d+)$/.exec(name)?.[1] ?? -1);
  const newestFirst = names
    .filter((name) => revision(name) >= 0)
    .toSorted((a, b) => revision(b) - revision(a));
  return newestFirst.flatMap((name) => playwrightPaths.map((parts) => join(dir, name, ...parts)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
