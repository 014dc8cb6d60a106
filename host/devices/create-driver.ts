import type { Clock } from '../../drivers/contract/clock.ts';
import type { DeviceByRole, Role } from '../../drivers/contract/roles.ts';
import type { DeviceConfig } from '../config/schema.ts';
import type { DeviceKind } from './device-kind.ts';
import { deviceKinds } from './kinds.ts';

/** Makes the driver that the configuration asks for, in this process. Throws as `DeviceKind.create` does. */
export function createDriver(config: DeviceConfig, clock: Clock): Promise<DeviceByRole[Role]> {
  // The kind and the configuration are of one role, which the compiler cannot follow through the table.
  const kind = deviceKinds[config.role] as DeviceKind<Role>;
  return kind.create(config, clock);
}
