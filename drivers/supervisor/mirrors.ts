import type { Device } from '../contract/device.ts';
import type { DeviceByRole } from '../contract/roles.ts';
import { BoardMirror, boardTelling } from './board-mirror.ts';
import type { MirroredMember, SupervisedRole } from './commands.ts';

/** In the process of a driver: what there is to know of its device beside the status. */
export interface Telling<D extends Device, State = unknown> {
  /** Plain data. */
  state(device: D): State;
  /** Calls back on what must be known at once; everything else is told with the end of the next command. */
  onChange(device: D, changed: () => void): void;
  /** Before the device is opened: goes on from what the process before told last. */
  resume(device: D, state: State): void;
}

/** In the host: what the process told last, and the members of the contract that are answered from it. */
export interface Mirror<R extends SupervisedRole, State = unknown> {
  readonly state: State;
  readonly members: { readonly [M in MirroredMember<R>]: TypedPropertyDescriptor<DeviceByRole[R][M]> };
  told(state: State): void;
  /** No process runs: what is the case out there is not known. */
  forget(): void;
}

interface Mirroring<R extends SupervisedRole, D extends Device> {
  telling: Telling<D>;
  mirror: () => Mirror<R>;
}

/** For each role whose contract has more than commands. */
const mirroringOf: {
  readonly [R in SupervisedRole]: [MirroredMember<R>] extends [never] ? null : Mirroring<R, DeviceByRole[R]>;
} = {
  'id-card': null,
  'ticket-printer': null,
  scanner: null,
  'io-board': { telling: boardTelling, mirror: () => new BoardMirror() },
};

/** `null`: there is nothing beside the status. */
export function tellingOf(role: SupervisedRole): Telling<Device> | null {
  return mirroringOf[role]?.telling ?? null;
}

export function mirrorOf(role: SupervisedRole): Mirror<SupervisedRole> | null {
  return mirroringOf[role]?.mirror() ?? null;
}
