import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import genericSam from '../../assets/reader-profiles/generic-sam.json' with { type: 'json' };
import { systemClock } from '../contract/clock.ts';
import { listen } from '../simulation/listen.ts';
import { serial } from '../transport/serial.ts';
import { SamReader } from './driver.ts';
import { readerProfileSchema } from './profile.ts';
import { IdCardSimulator } from './simulator/simulator.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;
const none = { find: 0, select: 0, read: 0, other: 0 };

test.skipIf(!hasSocat)(
  `a card over a real terminal pair at 115200 baud${hasSocat ? '' : ' (skipped: socat is not installed)'}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reader-'));
    const path = join(folder, 'tty');
    const simulator = new IdCardSimulator({ clock: systemClock, latency: none });
    const listening = await listen(
      simulator,
      { kind: 'pty', path },
      { clock: systemClock, baudRate: 115_200, chunks: 'natural' },
    );
    const profile = readerProfileSchema.parse(genericSam);
    const reader = new SamReader({ id: 'reader', open: serial(path, 115_200), clock: systemClock, profile });
    const command = () => ({ opId: 'test', deadlineMs: 10_000 });
    try {
      reader.open();
      await reader.ready(command());
      simulator.putCard('citizen-rare-name');
      await reader.waitForCard(command());
      expect(await reader.read(command())).toMatchObject({
        name: '样𠮷䶮',
        nation: { code: '97', name: '其他' },
      });
      simulator.liftCard();
      await reader.waitForRemoval(command());
      listening.unplug();
      await expect(reader.samId(command())).rejects.toMatchObject({ code: 'disconnected' });
    } finally {
      await reader.close();
      await listening.close();
      rmSync(folder, { recursive: true });
    }
  },
);
