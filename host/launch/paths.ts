import { join, posix, win32 } from 'node:path';
import type { Machine } from './find-browser.ts';

/** The checkout, or the installed application (inside its asar archive under Electron). */
export const appRoot = join(import.meta.dirname, '..', '..');

/** Whether this code runs from the bundles of `npm run build` and not from the sources. */
const bundled = !import.meta.filename.endsWith('.ts');
const dist = join(appRoot, 'dist');

/** Entries of the children: of the same kind as their parent. */
export const hostEntry = bundled ? join(dist, 'host', 'main.js') : join(appRoot, 'host', 'main.ts');
export const driverEntry = bundled ? join(dist, 'driver', 'main.js') : join(appRoot, 'host', 'driver.ts');
/** Of the thread that makes documents. */
export const documentsEntry = bundled
  ? join(dist, 'documents', 'main.js')
  : join(appRoot, 'host', 'documents', 'worker.ts');
export const simulatorsEntry = bundled
  ? join(dist, 'bench', 'main.js')
  : join(appRoot, 'host', 'simulators.ts');

/** Of the simulated city: public, because there is nothing that it could open. */
export const simulatedKeyFile = join(appRoot, 'assets', 'platform', 'simulated-key.json');

/** What the kiosks of the simulated site share: public as well. */
export const simulatedSiteFile = join(appRoot, 'assets', 'platform', 'simulated-site.json');

export const rendererDir = join(dist, 'renderer');
export const electronMain = join(dist, 'electron', 'main.js');
export const electronPreload = join(dist, 'electron', 'preload.cjs');
export const electronPackage = join(appRoot, 'node_modules', 'electron');

/**
 * Where a kiosk keeps its database when nobody says otherwise: the XDG state directory on Linux, the
 * machine-wide program data on Windows.
 */
export function defaultDataDir({ platform, env, homeDir }: Machine): string {
  if (platform === 'win32') return win32.join(env['PROGRAMDATA'] ?? 'C:\\ProgramData', 'tongban');
  return posix.join(env['XDG_STATE_HOME'] || posix.join(homeDir, '.local', 'state'), 'tongban');
}
