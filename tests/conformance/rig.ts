import { systemClock, type Clock } from '../../drivers/contract/clock.ts';
import type { Command, Device } from '../../drivers/contract/device.ts';
import type { Effect } from '../../drivers/contract/device-error.ts';
import type { ConditionCode } from '../../drivers/contract/status.ts';
import { listen } from '../../drivers/simulation/listen.ts';
import type { Simulator } from '../../drivers/simulation/simulator.ts';
import type { OpenTransport } from '../../drivers/transport/transport.ts';
import type { Random } from './random.ts';
import type { Stand } from './stand.ts';

/**
 * What the author of a driver writes: one file `rigs/CLASS.ts` that exports a `RigMaker`, and one line in
 * `rigs/index.ts`. `drivers/README.md` says how. Everything else here is done for every rig alike.
 */
export interface RigMaker {
  /** The column of the table: the role, with the model behind it where a class has several rigs. */
  name: string;
  /** Makes a device and all that stands at its end of the line, fresh and well. */
  make(random: Random): Promise<Rig>;
  /** Faults that only devices of this class can have, and this class' own version of one of `classFaults`. */
  faults: readonly (Fault | Scenario)[];
  /** Rows that cannot be run with this rig, and why. */
  skips?: Readonly<Record<string, string>>;
}

export interface Rig {
  /** Loopback port of the device's end; the suite puts its own line between this and the driver. */
  port: number;
  /** Makes the driver, not opened yet, and what it can be asked to do. Called once. */
  connect(line: DriverLine): Wired;
  /** Puts the simulated device into a state; `normal` repairs it. */
  apply(preset: string): void;
  /** What a person who looks at the device sees: paper that came out, a card, a door. JSON. */
  seen(): unknown;
  /** For commands that change the world: what became of the operation, as the simulator knows it. */
  evidence?(opId: string): Evidence;
  /** Process id of the driver where it has a process of its own; `null` while that does not run. */
  driverProcess?(): number | null;
  close(): Promise<void>;
}

/** Where the driver finds its device: as a transport, or as a port for those that bring their own. */
export interface DriverLine {
  open: OpenTransport;
  port: number;
  clock: Clock;
}

export interface Wired {
  device: Device;
  /** The first one is what the faults are tried on. */
  operations: readonly [Operation, ...Operation[]];
}

/** Something that the device can be asked to do. */
export interface Operation {
  /** As in its contract. */
  name: string;
  /** The capability that it needs. Where the device does not list it, `run` must fail with `unsupported`. */
  capability: string;
  /** The capability only adds to what a command does: nothing is tried where it is not listed. */
  facet?: true;
  /** Brings the device into a state in which `run` succeeds: lays down a card, say. */
  prepare?(): void | Promise<void>;
  /** Fails an assertion where the device has answered, but wrongly: with another card's record, say. */
  run(command: Command): Promise<unknown>;
  /** What a failure may say of the world; by default `none` only, as for everything that merely reads. */
  effects?: readonly Effect[];
}

export interface Evidence {
  /** The first byte of it has had an effect: ink on paper, a relay that moved. */
  begun: boolean;
  /** How many times it was carried out as a whole. */
  completed: number;
}

/** Something that goes wrong while the first operation runs; the suite does the rest. */
export interface Fault {
  /** The row of the table. */
  name: string;
  /** Sets it up right before the command. */
  arm(stand: Stand): Strike | Promise<Strike>;
  /** Whether the command has to fail, has to work all the same, or may do either. */
  expect: 'fails' | 'works' | 'either';
  /** How a failure has to be explained. */
  conditions?: readonly ConditionCode[];
  /** It stands before anything is asked of the device, which must then never look ready. */
  standing?: true;
}

export interface Strike {
  /** Whether it has met with the command: a fault that did not strike proves nothing. */
  struck(): boolean;
  /** Takes the fault away: puts the cable back, the paper in. */
  end(): void | Promise<void>;
}

/** A row that goes its own way. The device is not opened yet. Throws where it fails. */
export interface Scenario {
  name: string;
  run(stand: Stand): Promise<void>;
}

/** A simulator on a loopback port, as the device's end of a rig. */
export async function simulated(
  simulator: Pick<Simulator, 'attach'>,
): Promise<{ port: number; close(): Promise<void> }> {
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural' },
  );
  const { address } = listening;
  if (address.kind !== 'tcp') throw new Error('asked for tcp');
  return { port: address.port, close: () => listening.close() };
}

/** A fault that the simulator knows as a preset; `normal` ends it. */
export function presetFault(row: string, preset: string, fault: Omit<Fault, 'name' | 'arm'>): Fault {
  return {
    ...fault,
    name: row,
    arm: ({ rig }) => {
      rig.apply(preset);
      return { struck: () => true, end: () => rig.apply('normal') };
    },
  };
}

/** Thrown by a rig or a fault that cannot be had on this machine: the cell is skipped with the message as its reason. */
export class NotHere extends Error {}
