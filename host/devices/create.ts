import type { Clock } from '../../drivers/contract/clock.ts';
import type { Command } from '../../drivers/contract/device.ts';
import type { DeviceByRole, Role } from '../../drivers/contract/roles.ts';
import { isSupervised } from '../../drivers/supervisor/commands.ts';
import { proxyOf } from '../../drivers/supervisor/device-proxy.ts';
import type { Crash } from '../../drivers/supervisor/driver-process.ts';
import { type DeviceConfig, hasLine } from '../config/schema.ts';
import { forkChild, ofHost } from '../launch/fork-child.ts';
import { driverEntry } from '../launch/paths.ts';
import { createDriver } from './create-driver.ts';
import type { DeviceKind } from './device-kind.ts';
import { deviceKinds } from './kinds.ts';

type Configured<R extends Role> = { role: R; required: boolean; device: DeviceByRole[R] };
export type ConfiguredDevice = { [R in Role]: Configured<R> }[Role];

/** What is to be known about a driver beside its device's status; for the log, or for whoever waits. */
export type DriverNote =
  | { kind: 'crashed' | 'quarantined'; device: string; crash: Crash }
  /** It would have a process of its own, and this shell cannot give it one. */
  | { kind: 'in-host'; device: string };

/**
 * Native code runs in a process of its own: it may end the process that it runs in, or hang it. Sockets have none
 * of it, and a process costs memory.
 */
const nativeLines: ReadonlySet<string> = new Set(['serial', 'match']);

/**
 * Makes the driver that the configuration asks for; it is not opened yet. Throws as `DeviceKind.create` does where
 * it runs in this process.
 */
export async function createDevice(
  config: DeviceConfig,
  clock: Clock,
  note: (note: DriverNote) => void,
): Promise<ConfiguredDevice> {
  const device = await driverFor(config, clock, note);
  return { role: config.role, required: config.required, device } as ConfiguredDevice;
}

function driverFor(
  config: DeviceConfig,
  clock: Clock,
  note: (note: DriverNote) => void,
): Promise<DeviceByRole[Role]> | DeviceByRole[Role] {
  if (!hasLine(config) || !nativeLines.has(config.transport.kind)) return createDriver(config, clock);
  // A utility process of Electron cannot start Node: the fuse that would allow it is off.
  if (process.versions['electron'] !== undefined || !isSupervised(config.role)) {
    note({ kind: 'in-host', device: config.id });
    return createDriver(config, clock);
  }
  return proxyOf(config.role, {
    id: config.id,
    device: config,
    spawn: () => forkChild(driverEntry, ofHost),
    clock,
    random: Math.random,
    onCrash: (state, crash) =>
      note({ kind: state === 'down' ? 'crashed' : 'quarantined', device: config.id, crash }),
  });
}

/** `null`: there is nothing to read from a device of this role. */
export function readDevice(
  { role, device }: ConfiguredDevice,
  command: () => Command,
): Promise<Record<string, unknown>> | null {
  const { read } = deviceKinds[role] as DeviceKind<Role>;
  return read && read(device, command);
}

/** The device of a role; `null` where none is configured. */
export function ofRole<R extends Role>(
  devices: readonly ConfiguredDevice[],
  role: R,
): DeviceByRole[R] | null {
  const found = devices.find((each) => each.role === role);
  return found ? (found.device as DeviceByRole[R]) : null;
}
