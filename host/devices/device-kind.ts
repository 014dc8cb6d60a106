import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { Command } from '../../drivers/contract/device.ts';
import type { DeviceByRole, Role } from '../../drivers/contract/roles.ts';
import type { DeviceConfig } from '../config/schema.ts';

/** How the host makes a device of one role, and what the command line can ask of it. */
export interface DeviceKind<R extends Role> {
  /**
   * Makes the driver that the configuration asks for; it is not opened yet. Loads the driver's code, so that
   * a kiosk pays only for the devices that it has.
   * @throws Error for a profile that does not exist or does not validate: a mistake in the installation.
   */
  create(config: ConfigOf<R>, clock: Clock): Promise<DeviceByRole[R]>;
  /** What `tongban device read` prints, as JSON; `null` where there is nothing to read. */
  read: ((device: DeviceByRole[R], command: () => Command) => Promise<Record<string, unknown>>) | null;
}

/** The configuration of a device whose simulator, if it has one, has an address by now. */
export type ConfigOf<R extends Role> = Extract<DeviceConfig, { role: R }>;

const appRoot = join(import.meta.dirname, '..', '..');

/** A model's facts, from `assets/FOLDER/NAME.json`. */
export function profileOf(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(appRoot, 'assets', folder, `${name}.json`), 'utf8'));
}
