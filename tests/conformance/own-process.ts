import { join } from 'node:path';
import type { DeviceByRole } from '../../drivers/contract/roles.ts';
import type { SupervisedRole } from '../../drivers/supervisor/commands.ts';
import { type DeviceProxy, proxyOf } from '../../drivers/supervisor/device-proxy.ts';
import { forkChild, ofHost } from '../../host/launch/fork-child.ts';
import type { DriverLine, Rig } from './rig.ts';
import { needSocat, SerialLine } from './serial-line.ts';

/** What the process of a driver is told. `profile`: of the role, as the rig has made it. */
export interface Driven {
  role: SupervisedRole;
  /** Of the terminal device. */
  path: string;
  profile: unknown;
}

/** Makes the driver of a rig; the usual one runs in this process. */
export type Drive<R extends SupervisedRole> = (line: DriverLine, profile: unknown) => DeviceByRole[R];

const entry = join(import.meta.dirname, 'own-process-entry.ts');

/** The same rig with its driver in a child process, as the host runs it, on a real serial port. */
export async function inOwnProcess<R extends SupervisedRole>(
  role: R,
  make: (drive: Drive<R>) => Promise<Rig>,
): Promise<Rig> {
  needSocat();
  let driven: { proxy: DeviceProxy; line: SerialLine } | null = null;
  const rig = await make(({ port, clock }, profile) => {
    const line = new SerialLine(port);
    const device: Driven = { role, path: line.path, profile };
    const spawn = () => forkChild<object, never>(entry, ofHost);
    const proxy = proxyOf(role, { id: role, spawn, device, clock, random: () => 0, onCrash: () => {} });
    driven = { proxy, line };
    return proxy;
  });
  return {
    ...rig,
    driverProcess: () => driven?.proxy.pid ?? null,
    async close() {
      driven?.line.close();
      await rig.close();
    },
  };
}

/** Rows that say nothing of a driver in a process of its own. */
export const ownProcessSkips = {
  'clock jumps ahead': 'its process has a wall clock of its own, which the suite cannot set',
  'clock jumps back': 'its process has a wall clock of its own, which the suite cannot set',
};
