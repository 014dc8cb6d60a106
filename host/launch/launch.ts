import type { FromSimulators, ToSimulators } from '../../drivers/bench/messages.ts';
import type { Clock } from './clock.ts';
import type { Config } from '../config/schema.ts';
import type { ChildLink } from './child-link.ts';
import { HostSupervisor, type HostState } from './host-supervisor.ts';
import { LaunchError } from './launch-error.ts';
import type { HostToShell, RefusedSetting, ShellToHost } from './messages.ts';
import { randomSecret } from './random-secret.ts';
import { screenUrl } from './screen-url.ts';
import { startSimulators } from './simulators.ts';

export interface LaunchOptions {
  config: Config;
  refusedConfig: readonly RefusedSetting[];
  dataDir: string;
  rendererDir: string;
  /** Loopback port of the host; 0 takes any free one, which is then kept over restarts. */
  port: number;
  /**
   * Opens the screen before the host is started, where the port is held already: a browser takes longer to start, and
   * what it asks for is answered when the host is ready. Called once; what it throws ends the launch.
   */
  openEarly?: (url: string) => void;
  spawnHost: () => ChildLink<ShellToHost, HostToShell>;
  spawnSimulators: () => ChildLink<ToSimulators, FromSimulators>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** One line for staff. */
  report: (line: string) => void;
}

export interface Launched {
  /** Where the bench page is; `null` where nothing is simulated. */
  benchUrl: string | null;
  /** Where the simulated city is made to fail; `null` where it is not simulated. */
  cityControlUrl: string | null;
  /**
   * Where the screen is; the same for the whole life of this shell. Resolves when the host is ready for
   * the first time; rejects with `LaunchError` where it never will be, or is stopped before.
   */
  url: Promise<string>;
  state(): HostState;
  /** The page has been asked to look through the camera. */
  cameraWanted(): boolean;
  /** Returns a function that ends the subscription. */
  onState(listener: (state: HostState) => void): () => void;
  stop(): Promise<void>;
}

/** Starts the simulators that the configuration asks for, then the host. Throws `LaunchError`. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { clock, random, report } = options;
  const simulators = await startSimulators(options.config, {
    spawn: options.spawnSimulators,
    clock,
    rendererDir: options.rendererDir,
    benchPort: 0,
    onLost: report,
  });
  const token = randomSecret(32).toString('base64url');
  const { refusedConfig, dataDir, rendererDir, port } = options;
  const supervisor = new HostSupervisor({
    spawn: options.spawnHost,
    clock,
    random,
    boot: { config: simulators.config, refusedConfig, dataDir, rendererDir, port, token },
  });
  const url = Promise.withResolvers<string>();
  // Whoever stops before the host is ready need not look at the url.
  url.promise.catch(() => {});
  supervisor.onState((state) => {
    report(sentence(state));
    if (state.name === 'ready') url.resolve(state.url);
    const never =
      state.name === 'failed'
        ? state.reason
        : state.name === 'stopped'
          ? 'stopped before the host was ready'
          : null;
    if (never === null) return;
    url.reject(new LaunchError(never));
  });
  try {
    options.openEarly?.(screenUrl(port, token));
  } catch (error) {
    await simulators.stop();
    throw error;
  }
  supervisor.start();
  return {
    benchUrl: simulators.benchUrl,
    cityControlUrl: simulators.cityControlUrl,
    url: url.promise,
    state: () => supervisor.state,
    cameraWanted: () => supervisor.cameraWanted,
    onState: (listener) => supervisor.onState(listener),
    async stop() {
      await supervisor.stop();
      await simulators.stop();
    },
  };
}

function sentence(state: HostState): string {
  switch (state.name) {
    case 'starting':
      return 'host: starting';
    case 'ready':
      return `host: ready on ${new URL(state.url).host}`;
    case 'restarting':
      return `host: ended (${cause(state.exit)}), starts again in ${(state.delayMs / 1000).toFixed(2)} s`;
    case 'crash-loop':
      return `host: ended again and again (${cause(state.exit)}), next attempt in ${Math.round(state.delayMs / 60_000)} min`;
    case 'stopped':
      return 'host: stopped';
    case 'failed':
      return `host: cannot run: ${state.reason}`;
  }
}

function cause({ code, signal }: { code: number | null; signal: string | null }): string {
  if (signal !== null) return signal;
  return code === null ? 'could not be started' : `code ${code}`;
}
