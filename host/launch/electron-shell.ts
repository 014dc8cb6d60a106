import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** Long enough for some 110 MB over a slow line; an unreachable site answers much sooner. */
const fetchMs = 300_000;
/** After a fetch that failed, later starts do not wait for another one before this. */
const fetchAgainMs = 86_400_000;

export type ElectronSearch = { binary: string } | { missing: string };

/**
 * The Electron binary of this checkout. Electron's own `index.js` would download a missing one while it is
 * imported, so its files are read instead: `path.txt` names the executable below `dist`.
 */
export function findElectron(packageDir: string, env: NodeJS.ProcessEnv): ElectronSearch {
  const name = read(join(packageDir, 'path.txt'));
  const overridden = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (name === null && !overridden) return { missing: 'no Electron binary' };
  const binary = join(overridden ?? join(packageDir, 'dist'), name ?? 'electron');
  return existsSync(binary) ? { binary } : { missing: 'no Electron binary' };
}

export interface FetchOptions {
  packageDir: string;
  markerFile: string;
  /** Wall clock, compared with the marker file's time. */
  nowMs: number;
  /** One line for the person who waits. */
  report: (line: string) => void;
}

/**
 * Runs Electron's own installer quietly. A failure is remembered for a day in `markerFile`, so that a
 * machine without access to the download site starts without delay.
 */
export async function fetchElectron({
  packageDir,
  markerFile,
  nowMs,
  report,
}: FetchOptions): Promise<boolean> {
  const installer = join(packageDir, 'install.js');
  if (!existsSync(installer) || failedLately(markerFile, nowMs)) return false;
  report('fetching the Electron binary (once, some 110 MB)');
  const child = spawn(process.execPath, [installer], {
    stdio: 'ignore',
    timeout: fetchMs,
    killSignal: 'SIGKILL',
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  if (code === 0) {
    rmSync(markerFile, { force: true });
    return true;
  }
  mkdirSync(dirname(markerFile), { recursive: true });
  writeFileSync(markerFile, '');
  return false;
}

function failedLately(markerFile: string, nowMs: number): boolean {
  const failed = statSync(markerFile, { throwIfNoEntry: false });
  return failed !== undefined && nowMs - failed.mtimeMs < fetchAgainMs;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
