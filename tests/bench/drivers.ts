import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { systemClock } from '../../drivers/contract/clock.ts';
import type { Device } from '../../drivers/contract/device.ts';
import type { Ticket } from '../../drivers/contract/ticket-printer.ts';
import { isSupervised } from '../../drivers/supervisor/commands.ts';
import { proxyOf } from '../../drivers/supervisor/device-proxy.ts';
import type { DeviceConfig } from '../../host/config/schema.ts';
import { forkChild, ofHost } from '../../host/launch/fork-child.ts';
import { appRoot } from '../../host/launch/paths.ts';
import { hasSocat, serialDevices, type SerialDevices } from '../support/serial-devices.ts';
import { now, pause } from './clock.ts';
import type { Figure } from './figure.ts';
import { bareNode, type Memory, memoryOf } from './process-memory.ts';
import { median, percentile } from './statistics.ts';

const rounds = 110;
/** The pause before the first new attempt, without jitter (`random` is 0). */
const backoffMs = 250;
const settleMs = 5000;
const command = (deadlineMs = 15_000) => ({ opId: 'bench', deadlineMs });

const plainTicket: Ticket = { parts: [{ kind: 'text', text: '号码 A001' }], cut: 'partial' };
/** A character that no printer has: the driver loads a font and draws the line. */
const drawnTicket: Ticket = { parts: [{ kind: 'text', text: '𠮷' }], cut: 'partial' };

/** What a driver costs that runs in a process of its own, and how soon it is back. Linux only, with socat. */
export async function measureDrivers(progress: (line: string) => void): Promise<Figure[]> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc, which only Linux has');
  if (!hasSocat) throw new Error('serial lines need the program socat');
  const cache = mkdtempSync(join(tmpdir(), 'tongban-compiled-'));
  // As `tongban start` does for its children.
  process.env['NODE_COMPILE_CACHE'] = cache;
  const devices = await serialDevices({ reader: { latency: { read: 100 } } });
  try {
    const restarts = await measureRestarts(devices, progress);
    const memory = await measureMemory(devices);
    const node = await bareNode();
    const baseline = { what: 'Node that does nothing', p99: null };
    const one = { unit: 'MB', samples: 1, p99: null } as const;
    return [
      {
        name: 'driver-restart',
        what: `from SIGKILL of a driver process (card reader and ticket printer in turn, at 115200 baud) until its device has answered the next one, less the ${backoffMs} ms before that is started`,
        unit: 'ms',
        samples: rounds,
        median: median(restarts),
        p99: percentile(restarts, 99),
        baseline: null,
        target: { of: 'p99', atMost: 500 },
      },
      {
        name: 'driver-memory',
        what: 'memory of a driver process after a card or a ticket, the larger one of reader and printer, pages shared with other processes divided among them (PSS)',
        ...one,
        median: Math.max(memory.reader.pss, memory.printer.pss),
        baseline: { ...baseline, median: node.pss },
        target: { of: 'median', atMost: 55 },
      },
      {
        name: 'driver-memory-drawing',
        what: 'the same of the printer when it has drawn a character that printers lack (PSS)',
        ...one,
        median: memory.drawing.pss,
        baseline: { ...baseline, median: node.pss },
        target: { of: 'median', atMost: 55 },
      },
      {
        name: 'driver-memory-rss',
        what: `all resident pages of the larger one (RSS), of which most are the Node binary that host and drivers share`,
        ...one,
        median: Math.max(memory.reader.rss, memory.printer.rss),
        baseline: { ...baseline, median: node.rss },
        target: null,
      },
    ];
  } finally {
    await devices.close();
    rmSync(cache, { recursive: true, force: true });
  }
}

async function measureRestarts(
  { configs }: SerialDevices,
  progress: (line: string) => void,
): Promise<number[]> {
  const times: number[] = [];
  // One round of each is not counted: it fills the compile cache.
  for (let round = -2; round < rounds; round += 1) {
    const driver = drive(round % 2 === 0 ? configs.reader : configs.printer);
    driver.open();
    await driver.ready(command());
    const killed = now();
    process.kill(pidOf(driver), 'SIGKILL');
    await untilCrashed(driver);
    await driver.ready(command());
    if (round >= 0) times.push(now() - killed - backoffMs);
    await driver.close();
    if (round % 20 === 19) progress(`driver restart ${round + 1}: median ${median(times).toFixed(0)} ms`);
  }
  return times;
}

async function measureMemory({
  configs,
  reader,
}: SerialDevices): Promise<{ reader: Memory; printer: Memory; drawing: Memory }> {
  const cards = driveReader(configs.reader);
  const tickets = drivePrinter(configs.printer);
  for (const driver of [cards, tickets]) driver.open();
  await Promise.all([cards.ready(command()), tickets.ready(command())]);
  reader.putCard('citizen');
  await cards.waitForCard(command());
  await cards.read(command());
  await tickets.print(plainTicket, command());
  await pause(settleMs);
  const rested = { reader: memoryOf(pidOf(cards)), printer: memoryOf(pidOf(tickets)) };
  await tickets.print(drawnTicket, command());
  await pause(settleMs);
  const drawing = memoryOf(pidOf(tickets));
  await Promise.all([cards.close(), tickets.close()]);
  return { ...rested, drawing };
}

const settings = (config: DeviceConfig) => ({
  id: config.id,
  device: config,
  // The built program, as it runs in a kiosk: sources would bring the compiler of TypeScript along.
  spawn: () => forkChild<never, never>(join(appRoot, 'dist/driver/main.js'), ofHost),
  clock: systemClock,
  random: () => 0,
  onCrash: () => {},
});
const driveReader = (config: DeviceConfig) => proxyOf('id-card', settings(config));
const drivePrinter = (config: DeviceConfig) => proxyOf('ticket-printer', settings(config));
const drive = (config: DeviceConfig) => {
  if (!isSupervised(config.role)) throw new Error(`${config.role} has no process of its own`);
  return proxyOf(config.role, settings(config));
};

function pidOf({ pid }: { pid: number | undefined }): number {
  if (pid === undefined) throw new Error('the driver has no process');
  return pid;
}

function untilCrashed(device: Pick<Device, 'onStatus'>): Promise<void> {
  return new Promise((resolve) => {
    const stop = device.onStatus(({ conditions }) => {
      if (!conditions.some(({ code }) => code === 'driver.crashed')) return;
      stop();
      resolve();
    });
  });
}
