import type { FromSimulators, SimulatedDevice, ToSimulators } from '../../drivers/bench/messages.ts';
import type { Clock } from './clock.ts';
import { type Config, type DeviceConfig, hasLine, type PlatformConfig } from '../config/schema.ts';
import type { ChildLink } from './child-link.ts';
import { LaunchError } from './launch-error.ts';
import { simulatedKeyFile, simulatedSiteFile } from './paths.ts';

const startMs = 15_000;
const stopMs = 2000;

export interface SimulatorOptions {
  spawn: () => ChildLink<ToSimulators, FromSimulators>;
  clock: Clock;
  rendererDir: string;
  /** Loopback port of the bench page; 0 takes any free one. */
  benchPort: number;
  /** The simulators ended although nobody had stopped them: their devices are gone from now on. */
  onLost: (reason: string) => void;
}

export interface Simulators {
  /** The configuration with every simulated transport replaced by the address of its simulator. */
  config: Config;
  /** `null` where nothing is simulated. */
  benchUrl: string | null;
  /** Where the simulated city is made to fail; `null` where it is not simulated. */
  cityControlUrl: string | null;
  stop(): Promise<void>;
}

/** Throws `LaunchError` where the simulators do not start. */
export async function startSimulators(config: Config, options: SimulatorOptions): Promise<Simulators> {
  const devices = config.devices.flatMap(simulated);
  const platform = simulatedPlatform(config.platform);
  if (devices.length === 0 && platform === null)
    return { config, benchUrl: null, cityControlUrl: null, stop: async () => {} };
  if (config.mode !== 'training') throw new Error('something simulated in production mode');

  const { clock, rendererDir, benchPort } = options;
  const child = options.spawn();
  const exited = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Extract<FromSimulators, { type: 'ready' }>>();
  let running = false;
  child.onMessage((message) => {
    if (message.type === 'ready') answer.resolve(message);
    else answer.reject(new LaunchError(`the simulators did not start: ${message.reason}`));
  });
  child.onExit(({ code, signal }) => {
    const reason = `the simulators ended (${signal ?? `code ${code}`})`;
    answer.reject(new LaunchError(reason));
    if (running) options.onLost(reason);
    exited.resolve();
  });
  const deadline = clock.setTimer(() => {
    answer.reject(new LaunchError(`the simulators did not start within ${startMs / 1000} s`));
  }, startMs);
  child.send({ type: 'start', devices, platform, rendererDir, benchPort });

  try {
    const { devices: addresses, benchUrl, platform: city } = await answer.promise;
    const atAddresses = config.devices.map((device) => atAddress(device, addresses));
    if (platform !== null && city === null)
      throw new LaunchError('the simulators gave no address for the platform');
    const there =
      city === null || config.platform === null ? config.platform : cityAt(config.platform, city.port);
    running = true;
    return {
      config: { ...config, devices: atAddresses, platform: there },
      benchUrl,
      cityControlUrl: city?.controlUrl ?? null,
      async stop() {
        running = false;
        child.send({ type: 'stop' });
        const late = clock.setTimer(() => child.kill(), stopMs);
        await exited.promise;
        late.cancel();
      },
    };
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    deadline.cancel();
  }
}

function simulated(device: DeviceConfig): SimulatedDevice[] {
  if (!hasLine(device) || device.transport.kind !== 'simulator') return [];
  const { id, role, profile, transport } = device;
  return [{ id, role, profile, ...(transport.preset !== undefined && { preset: transport.preset }) }];
}

function simulatedPlatform(platform: PlatformConfig | null): { preset?: string } | null {
  if (platform?.transport.kind !== 'simulator') return null;
  const { preset } = platform.transport;
  return preset === undefined ? {} : { preset };
}

function cityAt(platform: PlatformConfig, port: number): PlatformConfig {
  return {
    ...platform,
    transport: {
      kind: 'http',
      url: `http://127.0.0.1:${port}`,
      keyFile: simulatedKeyFile,
      siteFile: simulatedSiteFile,
    },
  };
}

function atAddress(
  device: DeviceConfig,
  addresses: { id: string; host: string; port: number }[],
): DeviceConfig {
  if (!hasLine(device) || device.transport.kind !== 'simulator') return device;
  const address = addresses.find(({ id }) => id === device.id);
  if (!address) throw new LaunchError(`the simulators gave no address for ${device.id}`);
  const { host, port } = address;
  if (device.role === 'document-printer')
    return { ...device, transport: { kind: 'ipp', url: `ipp://${host}:${port}/ipp/print` } };
  return { ...device, transport: { kind: 'tcp', host, port } };
}
