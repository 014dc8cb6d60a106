import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import type { Device } from '../contract/device.ts';
import type { DeviceStatus } from '../contract/status.ts';
import { SamReader } from '../id-card/driver.ts';
import { readerLine } from '../id-card/reader-line.ts';
import { IdCardSimulator } from '../id-card/simulator/simulator.ts';
import { command, instant, present, quick } from '../id-card/testing/reader-bench.ts';
import { type Listening, listen } from '../simulation/listen.ts';
import type { Simulator } from '../simulation/simulator.ts';
import { EscPosPrinter } from '../ticket-printer/driver.ts';
import { TicketPrinterSimulator } from '../ticket-printer/simulator/simulator.ts';
import { fonts, generic80, sampleTicket } from '../ticket-printer/test-rig.ts';
import { transportFor } from '../transport/open.ts';
import type { Buses, Found } from './found.ts';
import { matched } from './match.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;
const wire = { clock: systemClock, baudRate: null, chunks: 'natural' } as const;
const kind = { bus: 'serial', vendorId: '1a86', productId: '7523' } as const;

/** Sockets into which serial adapters are plugged; each gets the path that is asked for. */
class Sockets {
  readonly #folder = mkdtempSync(join(tmpdir(), 'replug-'));
  readonly #plugged = new Map<string, { found: Found; listening: Listening }>();

  readonly buses: Buses = {
    serial: async () => [...this.#plugged.values()].map(({ found }) => found),
    hid: async () => [],
    usb: async () => [],
    tcp: async () => [],
  };

  async plug(name: string, serialNumber: string, device: Simulator): Promise<void> {
    const path = join(this.#folder, name);
    const listening = await listen(device, { kind: 'pty', path }, wire);
    this.#plugged.set(name, { found: { ...kind, path, serialNumber }, listening });
  }

  async pull(name: string): Promise<void> {
    const there = this.#plugged.get(name);
    this.#plugged.delete(name);
    await there?.listening.close();
  }

  async close(): Promise<void> {
    for (const name of this.#plugged.keys()) await this.pull(name);
    rmSync(this.#folder, { recursive: true });
  }
}

/** Waits for a status; the whole time is up to the test's own limit. */
function status(device: Device, holds: (status: DeviceStatus) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(device.status())) return resolve();
    const stop = device.onStatus((now) => {
      if (!holds(now)) return;
      stop();
      resolve();
    });
  });
}
const lost = (device: Device) => status(device, ({ link }) => link === 'lost');
const online = (device: Device) => status(device, (now) => now.device === 'online');

describe.skipIf(!hasSocat)('pulled and plugged in again (skipped: socat is not installed)', () => {
  let sockets: Sockets;
  let simulator: IdCardSimulator;
  let reader: SamReader;
  let paper: TicketPrinterSimulator;
  let printer: EscPosPrinter;
  /** Every link that the printer has had since it was ready. */
  let printerLinks: DeviceStatus['link'][];

  beforeEach(async () => {
    sockets = new Sockets();
    simulator = new IdCardSimulator({ clock: systemClock, latency: instant });
    paper = new TicketPrinterSimulator({
      profile: generic80,
      clock: systemClock,
      fonts,
      dotsPerSecond: 40_000,
    });
    await sockets.plug('ttyUSB0', 'READER', simulator);
    await sockets.plug('ttyUSB1', 'PRINTER', paper);
    const { buses } = sockets;
    const isAnothers = ({ serialNumber }: Found) => serialNumber === 'READER' || serialNumber === 'PRINTER';
    reader = new SamReader({
      id: 'reader',
      clock: systemClock,
      profile: quick,
      open: matched<number | 'auto'>(
        { ...kind, serialNumber: 'READER', baudRate: 'auto' },
        { buses, open: readerLine(quick, systemClock), isAnothers },
      ),
    });
    printer = new EscPosPrinter({
      id: 'printer',
      clock: systemClock,
      profile: generic80,
      fonts,
      open: matched(
        { ...kind, serialNumber: 'PRINTER', baudRate: 115_200 },
        { buses, open: transportFor, isAnothers },
      ),
    });
    reader.open();
    printer.open();
    await Promise.all([reader.ready(command()), printer.ready(command())]);
    printerLinks = [];
    printer.onStatus(({ link }) => printerLinks.push(link));
  });

  afterEach(async () => {
    await Promise.all([reader.close(), printer.close()]);
    await sockets.close();
  });

  /** Nothing else was restarted, or noticed anything. */
  async function printerIsUntouched(): Promise<void> {
    await expect(printer.print(sampleTicket, command())).resolves.toEqual({ confirmation: 'printed' });
    expect(printerLinks.every((link) => link === 'up')).toBe(true);
    expect(printer.statistics()).toMatchObject({ ConnectionCount: 1 });
  }

  test('under another path: the reader goes on where it was', async () => {
    expect(await present({ simulator, reader }, 'citizen')).toMatchObject({ kind: 'citizen' });
    await sockets.pull('ttyUSB0');
    await lost(reader);
    expect(reader.status().conditions).toMatchObject([{ code: 'device.gone' }]);
    simulator.liftCard();
    await sockets.plug('ttyUSB2', 'READER', simulator);
    await online(reader);
    expect(reader.status().conditions).toEqual([]);
    expect(await present({ simulator, reader }, 'foreigner-2023')).toMatchObject({ kind: 'foreigner-2023' });
    expect(reader.statistics()).toMatchObject({ ConnectionCount: 2, ConnectionLostCount: 1 });
    await printerIsUntouched();
  });

  test('in the middle of a read: the read fails, and the next one goes well', async () => {
    simulator.putCard('citizen');
    await reader.waitForCard(command());
    simulator.apply('silent-mid-read');
    const [reading] = await Promise.allSettled([reader.read(command()), sockets.pull('ttyUSB0')]);
    expect(reading).toMatchObject({ reason: { code: 'disconnected', condition: 'device.gone' } });
    simulator.apply('normal');
    await sockets.plug('ttyUSB3', 'READER', simulator);
    await online(reader);
    expect(await present({ simulator, reader }, 'citizen')).toMatchObject({ kind: 'citizen' });
    await printerIsUntouched();
  });

  test('an equal one in its place, with another serial number', async () => {
    await sockets.pull('ttyUSB0');
    await lost(reader);
    const other = new IdCardSimulator({ clock: systemClock, latency: instant });
    await sockets.plug('ttyUSB4', 'SPARE', other);
    await online(reader);
    expect(await present({ simulator: other, reader }, 'citizen')).toMatchObject({ kind: 'citizen' });
    await printerIsUntouched();
  });

  test('two that could be it: none is taken until one of them is gone', async () => {
    await sockets.pull('ttyUSB0');
    await lost(reader);
    const spare = () => new IdCardSimulator({ clock: systemClock, latency: instant });
    const right = spare();
    await sockets.plug('ttyUSB5', 'SPARE-1', spare());
    await sockets.plug('ttyUSB6', 'SPARE-2', right);
    await expect(reader.ready(command(1500))).rejects.toMatchObject({ condition: 'device.gone' });
    expect(reader.statistics()).toMatchObject({ ConnectionCount: 1 });
    await sockets.pull('ttyUSB5');
    await online(reader);
    expect(await present({ simulator: right, reader }, 'citizen')).toMatchObject({ kind: 'citizen' });
  });

  test('reader and printer change places: each is found in the other’s', async () => {
    await Promise.all([sockets.pull('ttyUSB0'), sockets.pull('ttyUSB1')]);
    await Promise.all([lost(reader), lost(printer)]);
    await sockets.plug('ttyUSB1', 'READER', simulator);
    await sockets.plug('ttyUSB0', 'PRINTER', paper);
    await Promise.all([online(reader), online(printer)]);
    expect(await present({ simulator, reader }, 'citizen')).toMatchObject({ kind: 'citizen' });
    await expect(printer.print(sampleTicket, command())).resolves.toEqual({ confirmation: 'printed' });
    expect(paper.tickets()).toHaveLength(1);
  });
});
