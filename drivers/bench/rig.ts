import type { BenchCommand, BenchDevice, BenchRejection } from './protocol.ts';
import { deviceView } from './device-view.ts';
import { listen, type Listening } from '../simulation/listen.ts';
import type { Simulator, WireLine, WireOptions } from '../simulation/simulator.ts';
import type { SimulatedDevice } from './messages.ts';
import { createSimulator, type BenchSimulator } from './simulators.ts';

/** All simulated devices of one kiosk, each behind a loopback port of its own. */
export interface Rig {
  addresses(): { id: string; host: string; port: number }[];
  devices(): BenchDevice[];
  /** Carries the command out, or says why not. */
  execute(command: BenchCommand): BenchRejection | null;
  /** `null` where there is no such device or ticket. */
  ticketPng(device: string, ticket: number): Promise<Uint8Array | null>;
  /** The newest document that the printer took, as PDF; `null` where there is no such device or document. */
  lastDocument(device: string): Uint8Array | null;
  /** Called on every change of any device. Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** One device on the rig, its cable included. */
export interface RigDevice {
  id: string;
  simulator: BenchSimulator;
  listening: Listening;
  plugged: boolean;
  /** Lines that are open; at most one, but a new one may be there before the old has said goodbye. */
  lines: number;
  /** Id of the last ticket that somebody took away. */
  ticketsTaken: number;
}

/** @throws RangeError for an unknown preset, Error for a port that cannot be had. */
export async function openRig(wanted: readonly SimulatedDevice[], wire: WireOptions): Promise<Rig> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const devices = new Map<string, RigDevice>();
  const close = async () => {
    await Promise.all([...devices.values()].map(({ listening }) => listening.close()));
  };
  try {
    for (const each of wanted) devices.set(each.id, await openDevice(each, wire, changed));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    addresses: () => [...devices.values()].map(addressOf),
    devices: () => [...devices.values()].map(deviceView),
    execute(command) {
      const device = devices.get(command.device);
      if (!device) return 'unknown-device';
      const rejection = execute(device, command);
      if (rejection === null) changed();
      return rejection;
    },
    async ticketPng(id, ticket) {
      const device = devices.get(id);
      if (device?.simulator.deviceClass !== 'ticket-printer' || ticket <= device.ticketsTaken) return null;
      return device.simulator.picture(ticket);
    },
    lastDocument(id) {
      const device = devices.get(id);
      if (device?.simulator.deviceClass !== 'document-printer') return null;
      return device.simulator.jobs().at(-1)?.pdf ?? null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}

async function openDevice(
  { id, role, profile, preset }: SimulatedDevice,
  wire: WireOptions,
  changed: () => void,
): Promise<RigDevice> {
  const simulator = createSimulator(role, profile);
  if (preset !== undefined) simulator.apply(preset);
  simulator.onChange(changed);
  const attach = (line: WireLine) => {
    device.lines += 1;
    changed();
    void line.closed.then(() => {
      device.lines -= 1;
      changed();
    });
    simulator.attach(line);
  };
  const { onNetwork = false }: Simulator = simulator;
  const listening = await listen({ onNetwork, attach }, { kind: 'tcp', port: 0 }, wire);
  const device: RigDevice = { id, simulator, listening, plugged: true, lines: 0, ticketsTaken: 0 };
  return device;
}

function execute(device: RigDevice, command: BenchCommand): BenchRejection | null {
  const { simulator } = device;
  switch (command.type) {
    case 'apply':
      if (!simulator.presets.some(({ name }) => name === command.preset)) return 'unknown-preset';
      simulator.apply(command.preset);
      return null;
    case 'unplug':
    case 'plug':
      device.plugged = command.type === 'plug';
      device.listening.plug(device.plugged);
      return null;
    case 'put-card':
      if (simulator.deviceClass !== 'id-card') return 'not-supported';
      if (!simulator.cards.some(({ id }) => id === command.card)) return 'unknown-card';
      simulator.putCard(command.card);
      return null;
    case 'show-code':
      if (simulator.deviceClass !== 'scanner') return 'not-supported';
      simulator.show(command.text);
      return null;
    case 'lift-card':
      if (simulator.deviceClass !== 'id-card') return 'not-supported';
      simulator.liftCard();
      return null;
    case 'clear-tickets':
      if (simulator.deviceClass !== 'ticket-printer') return 'not-supported';
      device.ticketsTaken = simulator.tickets().at(-1)?.id ?? 0;
      simulator.takeTicket();
      return null;
  }
}

function addressOf({ id, listening }: RigDevice): { id: string; host: string; port: number } {
  const { address } = listening;
  if (address.kind !== 'tcp') throw new Error('the rig listens on tcp only');
  return { id, host: '127.0.0.1', port: address.port };
}
