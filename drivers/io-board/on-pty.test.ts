import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { listen, type Listening } from '../simulation/listen.ts';
import { serial } from '../transport/serial.ts';
import { ModbusBoard } from './driver.ts';
import { IoBoardSimulator } from './simulator/simulator.ts';
import { command, generic } from './testing/board-bench.ts';

const run = promisify(execFile);
const noSocat = spawnSync('socat', ['-V']).error !== undefined;
const noMbpoll = spawnSync('mbpoll', ['-V']).error !== undefined;
const skipped = (missing: boolean, program: string): string =>
  missing ? ` (skipped: ${program} is not installed)` : '';

let folder: string;
let path: string;
let simulator: IoBoardSimulator;
let listening: Listening;

beforeEach(async () => {
  if (noSocat) return;
  folder = mkdtempSync(join(tmpdir(), 'board-'));
  path = join(folder, 'tty');
  simulator = new IoBoardSimulator({ clock: systemClock, profile: generic });
  const wire = { clock: systemClock, baudRate: 9600, chunks: 'natural' } as const;
  listening = await listen(simulator, { kind: 'pty', path }, wire);
});
afterEach(async () => {
  if (noSocat) return;
  await listening.close();
  rmSync(folder, { recursive: true });
});

test.skipIf(noSocat)(
  `the driver through a real serial port at 9600 baud${skipped(noSocat, 'socat')}`,
  async () => {
    const board = new ModbusBoard({
      id: 'board',
      open: serial(path, 9600),
      clock: systemClock,
      profile: generic,
    });
    try {
      board.open();
      await board.ready(command());
      expect(board.inputs()).toEqual({ door: false, cover: false, tamper: false, person: false });
      await board.setLight('ticket-slot', true, command());
      expect(simulator.state().lights).toMatchObject({ 'ticket-slot': true, 'id-card': false });
      simulator.apply('door-open');
      await expect.poll(() => board.inputs()['door'], { timeout: 5000 }).toBe(true);
      expect(simulator.state().tooEarly).toBe(0);
    } finally {
      await board.close();
    }
  },
);

/** libmodbus has its own framing, CRC and checks: it accepts nothing from the simulator that a board would not say. */
describe.skipIf(noSocat || noMbpoll)(
  `mbpoll as an independent master${skipped(noSocat, 'socat')}${skipped(noMbpoll, 'mbpoll')}`,
  () => {
    const line = ['-m', 'rtu', '-b', '9600', '-P', 'none', '-0', '-1', '-q'];
    const mbpoll = (unit: number, options: readonly string[], values: readonly string[] = []) =>
      run('mbpoll', [...line, '-a', String(unit), ...options, path, ...values]).then(
        ({ stdout, stderr }) => stdout + stderr,
        (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
      );
    const coils = ['-t', '0'];
    const inputs = ['-t', '1'];
    const bits = (output: string) =>
      [...output.matchAll(/^\[(\d+)\]:\s+([01])$/gm)].map(([, , bit]) => Number(bit));

    test('reads the inputs as they are wired', async () => {
      simulator.apply('person-present');
      // Door, cover and tamper switch are closed while all is well; the person's contact closes.
      expect(bits(await mbpoll(1, [...inputs, '-r', '0', '-c', '8']))).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
      simulator.apply('door-open');
      expect(bits(await mbpoll(1, [...inputs, '-r', '0', '-c', '4']))).toEqual([0, 1, 1, 0]);
    });

    test('writes one coil, and several, and reads them back', async () => {
      expect(await mbpoll(1, [...coils, '-r', '1'], ['1'])).toContain('Written 1 references.');
      expect(simulator.state().lights).toMatchObject({ 'id-card': false, 'ticket-slot': true });
      expect(await mbpoll(1, [...coils, '-r', '0'], ['1', '0', '1'])).toContain('Written 3 references.');
      expect(bits(await mbpoll(1, [...coils, '-r', '0', '-c', '8']))).toEqual([1, 0, 1, 0, 0, 0, 0, 0]);
    });

    test.each([
      [
        'an address that there is not',
        'normal',
        1,
        [...inputs, '-r', '100', '-c', '4'],
        'Illegal data address',
      ],
      [
        'registers, which the board has not',
        'normal',
        1,
        ['-t', '4', '-r', '0', '-c', '1'],
        'Illegal function',
      ],
      [
        'a board that failed',
        'exception',
        1,
        [...inputs, '-r', '0', '-c', '4'],
        'Slave device or server failure',
      ],
      ['another unit', 'normal', 2, [...inputs, '-r', '0', '-c', '4'], 'Connection timed out'],
      ['a silent board', 'silent', 1, [...inputs, '-r', '0', '-c', '4'], 'Connection timed out'],
      ['a wrong CRC', 'bad-crc', 1, [...inputs, '-r', '0', '-c', '4'], 'Invalid CRC'],
    ] as const)('%s: %s', async (_what, preset, unit, args, says) => {
      simulator.apply(preset);
      expect(await mbpoll(unit, args)).toContain(says);
    });
  },
);
