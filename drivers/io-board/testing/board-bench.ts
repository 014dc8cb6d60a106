import { afterEach } from 'vitest';
import genericModbus from '../../../assets/io-profiles/generic-modbus-8.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import type { Command } from '../../contract/device.ts';
import type { InputState } from '../../contract/io-board.ts';
import { listen, type Listening } from '../../simulation/listen.ts';
import type { WireOptions } from '../../simulation/simulator.ts';
import { tcp } from '../../transport/tcp.ts';
import { ModbusBoard } from '../driver.ts';
import { boardProfileSchema, type BoardProfile } from '../profile.ts';
import { type BoardLatency, IoBoardSimulator } from '../simulator/simulator.ts';

export const generic = boardProfileSchema.parse(genericModbus);

/** As delivered, but nobody waits in a test where waiting is not the point. */
export const quick: BoardProfile = {
  ...generic,
  timeoutMs: 120,
  lateMs: 200,
  quietMs: 40,
  pollMs: 5,
  inputs: generic.inputs.map((input) => ({ ...input, debounce: { onMs: 1, offMs: 1 } })),
};
const quickLatency: BoardLatency = { reply: 0, lateReply: 180, start: 150 };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

export interface Bench {
  simulator: IoBoardSimulator;
  listening: Listening;
  board: ModbusBoard;
  /** Changes of inputs since the board was opened, oldest first. */
  changes: [name: string, state: InputState][];
}

export async function bench({
  profile = {},
  latency = {},
  wire = {},
  preset = 'normal',
}: {
  profile?: Partial<BoardProfile>;
  latency?: Partial<BoardLatency>;
  wire?: Partial<WireOptions>;
  preset?: string;
} = {}): Promise<Bench> {
  const wired = { ...quick, ...profile };
  const simulator = new IoBoardSimulator({
    clock: systemClock,
    profile: wired,
    latency: { ...quickLatency, ...latency },
  });
  simulator.apply(preset);
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural', ...wire },
  );
  opened.push(listening);
  if (listening.address.kind !== 'tcp') throw new Error('not on tcp');
  const board = new ModbusBoard({
    id: 'board',
    open: tcp('127.0.0.1', listening.address.port),
    clock: systemClock,
    profile: wired,
  });
  opened.push(board);
  const changes: Bench['changes'] = [];
  board.onInput((...change) => changes.push(change));
  board.open();
  return { simulator, listening, board, changes };
}

export async function readyBench(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const made = await bench(options);
  await made.board.ready(command());
  return made;
}

export const command = (deadlineMs = 5000, signal?: AbortSignal): Command => ({
  opId: 'test',
  deadlineMs,
  ...(signal && { signal }),
});
/** For what takes a while on a busy machine. */
export const patient = { timeout: 10_000, interval: 5 };
export const codes = (board: ModbusBoard) => board.status().conditions.map(({ code }) => code);

/** Resolves when `holds`, looked at on every change of the board, of its inputs and of the simulator. */
export function until({ board, simulator }: Bench, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      for (const stop of stops) stop();
      resolve();
    };
    const stops = [board.onStatus(look), board.onInput(look), simulator.onChange(look)];
    look();
  });
}
