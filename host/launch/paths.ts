import { join, posix, win32 } from 'node:path';
import type { Machine } from './find-browser.ts';

/** The checkout, or the installed application (inside its asar archive under Electron). */
export const appRoot = join(import.meta.dirname, '..', '..');

/** Entries of the children that plain Node runs from the sources. */
export const hostEntry = join(appRoot, 'host', 'main.ts');
export const simulatorsEntry = join(appRoot, 'drivers', 'bench', 'main.ts');

export const rendererDir = join(appRoot, 'dist', 'renderer');
/** Where `vite.electron.config.ts` puts the same for Electron, which runs JavaScript only. */
export const builtHostEntry = join(appRoot, 'dist', 'host', 'main.js');
export const builtSimulatorsEntry = join(appRoot, 'dist', 'bench', 'main.js');
export const electronMain = join(appRoot, 'dist', 'electron', 'main.js');
export const electronPreload = join(appRoot, 'dist', 'electron', 'preload.cjs');
export const electronPackage = join(appRoot, 'node_modules', 'electron');

/**
 * Where a kiosk keeps its database when nobody says otherwise: the XDG state directory on Linux, the
 * machine-wide program data on Windows.
 */
export function defaultDataDir({ platform, env, homeDir }: Machine): string {
  if (platform === 'win32') return win32.join(env['PROGRAMDATA'] ?? 'C:\\ProgramData', 'tongban');
  return posix.join(env['XDG_STATE_HOME'] || posix.join(homeDir, '.local', 'state'), 'tongban');
}
