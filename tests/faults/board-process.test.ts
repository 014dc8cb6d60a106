import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import genericModbus from '../../assets/io-profiles/generic-modbus-8.json' with { type: 'json' };
import { systemClock } from '../../drivers/contract/clock.ts';
import type { InputState, IoBoard } from '../../drivers/contract/io-board.ts';
import { boardProfileSchema } from '../../drivers/io-board/profile.ts';
import { IoBoardSimulator } from '../../drivers/io-board/simulator/simulator.ts';
import { listen, type Listening } from '../../drivers/simulation/listen.ts';
import { DeviceProxy } from '../../drivers/supervisor/device-proxy.ts';
import { createDevice } from '../../host/devices/create.ts';
import { isRunning } from '../support/kiosk.ts';
import { hasSocat } from '../support/serial-devices.ts';

/** An I/O board on a real terminal, whose driver has a process of its own: what the host knows of it without asking. */

const command = { opId: 'op-1', deadlineMs: 10_000 };
const closed = { door: false, cover: false, tamper: false, person: false };
const unknown = { door: null, cover: null, tamper: null, person: null };

let folder: string;
let simulator: IoBoardSimulator;
let listening: Listening;
let board: IoBoard & DeviceProxy;
/** As it was told, with the conditions that the status had in that moment. */
let changes: [name: string, state: InputState, conditions: string[]][];

const codes = () => board.status().conditions.map(({ code }) => code);

beforeEach(async () => {
  if (!hasSocat) return;
  folder = mkdtempSync(join(tmpdir(), 'tongban-board-'));
  const path = join(folder, 'tty');
  simulator = new IoBoardSimulator({
    clock: systemClock,
    profile: boardProfileSchema.parse(genericModbus),
  });
  const wire = { clock: systemClock, baudRate: 9600, chunks: 'natural' } as const;
  listening = await listen(simulator, { kind: 'pty', path }, wire);
  const { device } = await createDevice(
    {
      id: 'io-board',
      role: 'io-board',
      required: false,
      driver: 'modbus',
      profile: 'generic-modbus-8',
      transport: { kind: 'serial', path, baudRate: 9600 },
    },
    systemClock,
    () => {},
  );
  if (!(device instanceof DeviceProxy)) throw new Error('this board has no process of its own');
  board = device as unknown as IoBoard & DeviceProxy;
  changes = [];
  board.onInput((name, state) => changes.push([name, state, codes()]));
  board.open();
  await board.ready(command);
});
afterEach(async () => {
  if (!hasSocat) return;
  const { pid } = board;
  await board.close();
  await listening.close();
  rmSync(folder, { recursive: true });
  expect(pid !== undefined && isRunning(pid)).toBe(false);
});

async function kill(): Promise<void> {
  const { pid } = board;
  if (pid === undefined) throw new Error('no process runs');
  process.kill(pid, 'SIGKILL');
  await vi.waitUntil(() => codes().includes('driver.crashed'), 5000);
}

describe.skipIf(!hasSocat)(
  `an I/O board in a process of its own${hasSocat ? '' : ' (skipped: no socat)'}`,
  () => {
    it('has its inputs and lights ready in the host, and tells each change with its condition', async () => {
      expect(board.lights).toEqual(['id-card', 'ticket-slot', 'scanner', 'panel']);
      expect(board.inputs()).toEqual(closed);
      changes.length = 0;
      simulator.apply('door-open');
      await vi.waitUntil(() => board.inputs()['door'] === true, 5000);
      simulator.apply('normal');
      await vi.waitUntil(() => board.inputs()['door'] === false, 5000);
      expect(changes).toEqual([
        ['door', true, ['door.open']],
        ['door', false, []],
      ]);
      expect(board.wanted()).toEqual({});
      await board.setLight('panel', true, command);
      expect(board.wanted()).toEqual({ panel: true });
      expect(simulator.state().lights['panel']).toBe(true);
      await expect(board.setLight('disco', true, command)).rejects.toMatchObject({ code: 'unsupported' });
    });

    it('that dies: nothing is known until the next one has looked', async () => {
      changes.length = 0;
      await kill();
      expect(board.inputs()).toEqual(unknown);
      expect(changes).toEqual(Object.keys(closed).map((name) => [name, null, ['driver.crashed']]));
      await expect(board.setLight('panel', true, command)).rejects.toMatchObject({
        condition: 'driver.crashed',
        effect: 'none',
      });
      changes.length = 0;
      await board.ready(command);
      expect(board.inputs()).toEqual(closed);
      expect(changes).toEqual(Object.keys(closed).map((name) => [name, false, []]));
    });

    it('that dies: the next one still knows what the lights were set to', async () => {
      await board.setLight('scanner', true, command);
      await kill();
      simulator.apply('power-cycle');
      expect(simulator.state().lights['scanner']).toBe(false);
      await vi.waitUntil(() => simulator.state().lights['scanner'] === true, 10_000);
      expect(board.wanted()).toEqual({ scanner: true });
    });
  },
);
