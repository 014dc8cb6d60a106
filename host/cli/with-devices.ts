import { systemClock } from '../../drivers/contract/clock.ts';
import { loadConfig } from '../config/load.ts';
import { describeProblem } from '../config/problem.ts';
import type { Config } from '../config/schema.ts';
import { thisMachine } from '../launch/chromium.ts';
import { forkChild } from '../launch/fork-child.ts';
import { LaunchError } from '../launch/launch-error.ts';
import { defaultDataDir, rendererDir, simulatorsEntry } from '../launch/paths.ts';
import { startSimulators } from '../launch/simulators.ts';

/** Where the kiosk keeps its files, as given or as the machine has it. */
export function dataDirOf({ data }: { data: string | undefined }): string {
  return data ?? defaultDataDir(thisMachine());
}

/**
 * Reads the configuration, starts the simulators that it asks for, and runs `work` with the addresses filled
 * in. Returns the exit code: that of `work`, or 1 with the reason on stderr.
 */
export async function withDevices(
  files: { config: string | undefined; data: string | undefined },
  work: (config: Config) => Promise<number> | number,
): Promise<number> {
  const dataDir = dataDirOf(files);
  const loaded = loadConfig({ dataDir, siteFile: files.config ?? null });
  if (!loaded.ok) {
    for (const problem of loaded.problems) console.error(`tongban: ${describeProblem(problem, 'en')}`);
    return 1;
  }
  try {
    const simulators = await startSimulators(
      { ...loaded.config, platform: null },
      {
        spawn: () => forkChild(simulatorsEntry),
        clock: systemClock,
        rendererDir,
        benchPort: 0,
        onLost: (reason) => console.error(`tongban: ${reason}`),
      },
    );
    if (simulators.benchUrl !== null) console.error('tongban: simulated devices, as the configuration says');
    try {
      return await work(simulators.config);
    } finally {
      await simulators.stop();
    }
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    console.error(`tongban: ${error.message}`);
    return 1;
  }
}
