import type { Clock } from '../../drivers/contract/clock.ts';
import type { Command } from '../../drivers/contract/device.ts';
import type { DeviceByRole, Role } from '../../drivers/contract/roles.ts';
import type { DeviceConfig } from '../config/schema.ts';
import type { DeviceKind } from './device-kind.ts';
import { deviceKinds } from './kinds.ts';

type Configured<R extends Role> = { role: R; required: boolean; device: DeviceByRole[R] };
export type ConfiguredDevice = { [R in Role]: Configured<R> }[Role];

/** Makes the driver that the configuration asks for; it is not opened yet. Throws as `DeviceKind.create` does. */
export async function createDevice(config: DeviceConfig, clock: Clock): Promise<ConfiguredDevice> {
  // The kind and the configuration are of one role, which the compiler cannot follow through the table.
  const kind = deviceKinds[config.role] as DeviceKind<Role>;
  const device = await kind.create(config, clock);
  return { role: config.role, required: config.required, device } as ConfiguredDevice;
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
