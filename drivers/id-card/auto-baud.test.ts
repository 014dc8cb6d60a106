import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { type Listening, listen } from '../simulation/listen.ts';
import type { Simulator } from '../simulation/simulator.ts';
import type { OpenTransport } from '../transport/transport.ts';
import { tcp } from '../transport/tcp.ts';
import { rateFinder } from './auto-baud.ts';
import { SamReader } from './driver.ts';
import { readerLine } from './reader-line.ts';
import { IdCardSimulator } from './simulator/simulator.ts';
import { command, impatient, instant, present, quick, until } from './testing/reader-bench.ts';

const never = new AbortController().signal;
const wire = { clock: systemClock, baudRate: null, chunks: 'natural' } as const;
const hasSocat = spawnSync('socat', ['-V']).status === 0;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

function simulated(): IdCardSimulator {
  return new IdCardSimulator({ clock: systemClock, latency: instant });
}

/** At every other rate than its own the reader hears noise. */
function deafUnless(simulator: IdCardSimulator, rateIsRight: () => boolean): Pick<Simulator, 'attach'> {
  return {
    attach: (line) =>
      simulator.attach({
        ...line,
        onData: (listener) =>
          line.onData((bytes) => listener(rateIsRight() ? bytes : new Uint8Array(bytes.length).fill(0x5a))),
      }),
  };
}

describe('the rate of a reader', () => {
  async function bench(rate: { now: number }) {
    const simulator = simulated();
    let openedAt = 0;
    let lines = 0;
    const device = deafUnless(simulator, () => openedAt === rate.now);
    const attach: typeof device.attach = (line) => {
      lines += 1;
      void line.closed.then(() => (lines -= 1));
      device.attach(line);
    };
    const listening = await listen({ attach }, { kind: 'tcp', port: 0 }, wire);
    opened.push(listening);
    const { address } = listening;
    if (address.kind !== 'tcp') throw new Error('asked for tcp');
    const tried: number[] = [];
    const openAt = (baudRate: number): OpenTransport => {
      tried.push(baudRate);
      openedAt = baudRate;
      return async (signal) => {
        // A socket takes a moment to be gone at the other end, where there is only room for one.
        await vi.waitUntil(() => lines === 0);
        return tcp('127.0.0.1', address.port)(signal);
      };
    };
    return { simulator, listening, tried, open: rateFinder(systemClock)(openAt) };
  }

  test('is tried from the fastest on, and the one that was right comes first the next time', async () => {
    const rate = { now: 38_400 };
    const { tried, open } = await bench(rate);
    await (await open(never)).close();
    expect(tried.splice(0)).toEqual([115_200, 57_600, 38_400]);
    await (await open(never)).close();
    expect(tried.splice(0)).toEqual([38_400]);
    rate.now = 115_200;
    await (await open(never)).close();
    expect(tried).toEqual([38_400, 115_200]);
  });

  test('a reader that reports a fault has shown its rate', async () => {
    const { simulator, tried, open } = await bench({ now: 57_600 });
    simulator.apply('sam-fault');
    await (await open(never)).close();
    expect(tried).toEqual([115_200, 57_600]);
  });

  test('nobody answers at any rate', async () => {
    const { tried, open } = await bench({ now: 1200 });
    await expect(open(never)).rejects.toMatchObject({ code: 'disconnected', condition: 'device.gone' });
    expect(tried).toEqual([115_200, 57_600, 38_400, 19_200, 9600]);
  });

  test('given up in between: no further rate, no line left open', async () => {
    const abort = new AbortController();
    const { tried, open } = await bench({ now: 9600 });
    const opening = open(abort.signal);
    setImmediate(() => abort.abort());
    await expect(opening).rejects.toMatchObject({ code: 'disconnected' });
    expect(tried.length).toBeLessThanOrEqual(2);
  });

  test('a reader that comes back with another rate is found again', async () => {
    const rate = { now: 115_200 };
    const { simulator, open } = await bench(rate);
    const profile = { ...quick, ...impatient };
    const reader = new SamReader({ id: 'reader', open, clock: systemClock, profile });
    opened.push(reader);
    reader.open();
    await reader.ready(command());
    rate.now = 19_200;
    // A kiosk always looks for a card.
    simulator.putCard('citizen');
    await reader.waitForCard(command(15_000));
    expect(await reader.read(command())).toMatchObject({ kind: 'citizen' });
    expect(reader.statistics()).toMatchObject({ ConnectionCount: 2 });
  });
});

test.skipIf(!hasSocat)(
  `on a real terminal pair, by the rate that it is set to${hasSocat ? '' : ' (skipped: socat is not installed)'}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reader-rate-'));
    const path = join(folder, 'tty');
    const simulator = simulated();
    const speed = () => Number(execFileSync('stty', ['-F', path, 'speed']));
    const listening: Listening = await listen(
      deafUnless(simulator, () => speed() === 57_600),
      { kind: 'pty', path },
      wire,
    );
    opened.push(listening);
    const open = readerLine(quick, systemClock)({ kind: 'serial', path, baudRate: 'auto' });
    const reader = new SamReader({ id: 'reader', open, clock: systemClock, profile: quick });
    opened.push(reader);
    try {
      reader.open();
      await until(reader, () => reader.status().device === 'online');
      expect(await present({ simulator, reader }, 'citizen')).toMatchObject({ kind: 'citizen' });
      expect(speed()).toBe(57_600);
    } finally {
      await reader.close();
      rmSync(folder, { recursive: true });
    }
  },
);
