import { mkdirSync } from 'node:fs';
import { thisMachine } from './chromium.ts';
import { LaunchError } from './launch-error.ts';
import { defaultDataDir } from './paths.ts';

/**
 * Where this kiosk keeps its data; the directory is there afterwards. `null` takes the platform's place for it.
 * @throws LaunchError
 */
export function makeDataDir(asked: string | null): string {
  const dataDir = asked ?? defaultDataDir(thisMachine());
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new LaunchError(`the data directory cannot be made: ${(error as Error).message}`);
  }
  return dataDir;
}
