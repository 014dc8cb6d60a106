import { mkdirSync } from 'node:fs';
import { loadConfigOrLastGood } from '../config/load.ts';
import { describeProblem } from '../config/problem.ts';
import type { Config } from '../config/schema.ts';
import { thisMachine } from './chromium.ts';
import { LaunchError } from './launch-error.ts';
import type { RefusedSetting } from './messages.ts';
import { defaultDataDir } from './paths.ts';
import type { StartOptions } from './start-options.ts';

export interface Prepared {
  config: Config;
  /** What was refused in the files; then `config` is the last good one. */
  refusedConfig: RefusedSetting[];
  dataDir: string;
}

/**
 * Makes the data directory and reads the configuration. Bad files are reported, and the last good
 * configuration stays in force; throws `LaunchError` where there is none.
 */
export function prepare(
  options: Pick<StartOptions, 'config' | 'data'>,
  report: (line: string) => void,
): Prepared {
  const dataDir = options.data ?? defaultDataDir(thisMachine());
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new LaunchError(`the data directory cannot be made: ${(error as Error).message}`);
  }
  const loaded = loadConfigOrLastGood({ dataDir, siteFile: options.config });
  if (!loaded.ok) {
    const lines = loaded.problems.map((problem) => describeProblem(problem, 'en'));
    throw new LaunchError(`the configuration is refused: ${lines.join('; ')}`);
  }
  for (const problem of loaded.usedLastGood ?? []) {
    report(
      `the configuration is refused, the last good one stays in force: ${describeProblem(problem, 'en')}`,
    );
  }
  const refusedConfig = (loaded.usedLastGood ?? []).map(({ layer, path }) => ({ layer, path }));
  return { config: loaded.config, refusedConfig, dataDir };
}
