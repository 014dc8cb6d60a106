import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { listen } from '../simulation/listen.ts';
import { serial } from '../transport/serial.ts';
import { CodeScanner } from './driver.ts';
import { simulatedCodes } from './simulator/codes.ts';
import { ScannerSimulator } from './simulator/simulator.ts';
import { profileNamed, textOf } from './testing/scanner-bench.ts';

const caught = (error: unknown) => error;
const hasSocat = spawnSync('socat', ['-V']).status === 0;

test.skipIf(!hasSocat).each([
  ['newland', 115_200],
  ['honeywell', 115_200],
  ['zebra-ssi', 9600],
])(
  `%s over a real terminal pair at %i baud${hasSocat ? '' : ' (skipped: socat is not installed)'}`,
  async (name, baudRate) => {
    const folder = mkdtempSync(join(tmpdir(), 'scanner-'));
    const path = join(folder, 'tty');
    const profile = profileNamed(name);
    const simulator = new ScannerSimulator({ profile, clock: systemClock, latency: { decode: 5 } });
    const listening = await listen(
      simulator,
      { kind: 'pty', path },
      { clock: systemClock, baudRate, chunks: 'natural' },
    );
    const scanner = new CodeScanner({
      id: 'scanner',
      open: serial(path, baudRate),
      clock: systemClock,
      profile,
    });
    const command = () => ({ opId: 'test', deadlineMs: 10_000 });
    try {
      scanner.open();
      await scanner.ready(command());
      for (const preset of ['shows-code', 'long-code'] as const) {
        simulator.apply(preset);
        const { text } = simulatedCodes[preset === 'shows-code' ? 'short' : 'long'];
        expect(textOf((await scanner.scan(command())).payload)).toBe(text);
      }
      expect(await scanner.checkHealth('internal', command())).toMatchObject({ outcome: 'passed' });
      simulator.apply('normal');
      const scanning = scanner.scan(command());
      const failed = scanning.catch(caught);
      listening.unplug();
      expect(await failed).toMatchObject({ code: 'disconnected', effect: 'none' });
    } finally {
      await scanner.close();
      await listening.close();
      rmSync(folder, { recursive: true });
    }
  },
);
