import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../drivers/contract/clock.ts';
import { IdCardSimulator, type IdCardSimulatorOptions } from '../../drivers/id-card/simulator/simulator.ts';
import { listen } from '../../drivers/simulation/listen.ts';
import type { Simulator } from '../../drivers/simulation/simulator.ts';
import { bundledFonts } from '../../drivers/ticket-printer/fonts.ts';
import { parsePrinterProfile } from '../../drivers/ticket-printer/profile.ts';
import { TicketPrinterSimulator } from '../../drivers/ticket-printer/simulator/simulator.ts';
import type { TicketPrinterSimulatorOptions } from '../../drivers/ticket-printer/simulator/state.ts';
import type { DeviceConfig } from '../../host/config/schema.ts';
import { appRoot } from '../../host/launch/paths.ts';

export const hasSocat = ((): boolean => {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Both devices at the other end of real terminal devices at 115200 baud, and what a configuration says of them. */
export interface SerialDevices {
  reader: IdCardSimulator;
  printer: TicketPrinterSimulator;
  configs: { reader: DeviceConfig; printer: DeviceConfig };
  /** Resolves in the moment in which the printer has been sent these bytes. */
  untilPrinterGot(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

const baudRate = 115_200;

export async function serialDevices(
  options: {
    reader?: Partial<IdCardSimulatorOptions>;
    printer?: Partial<TicketPrinterSimulatorOptions>;
    printerProfile?: string;
  } = {},
): Promise<SerialDevices> {
  const { printerProfile = 'generic-80mm' } = options;
  const clock = systemClock;
  const folder = mkdtempSync(join(tmpdir(), 'tongban-serial-'));
  const profile = parsePrinterProfile(
    JSON.parse(readFileSync(join(appRoot, 'assets/printer-profiles', `${printerProfile}.json`), 'utf8')),
  );
  const reader = new IdCardSimulator({ clock, ...options.reader });
  const fonts = bundledFonts(appRoot);
  const printer = new TicketPrinterSimulator({ profile, clock, fonts, baudRate, ...options.printer });
  let sent = Buffer.alloc(0);
  const watchers = new Set<() => void>();
  const heard: Pick<Simulator, 'attach'> = {
    attach(line) {
      line.onData((bytes) => {
        sent = Buffer.concat([sent, bytes]);
        for (const watcher of watchers) watcher();
      });
      printer.attach(line);
    },
  };
  const at = (path: string) => ({ kind: 'pty', path }) as const;
  const wire = { clock, baudRate, chunks: 'natural' } as const;
  const readerPath = join(folder, 'reader');
  const printerPath = join(folder, 'printer');
  const lines = [await listen(reader, at(readerPath), wire), await listen(heard, at(printerPath), wire)];
  const serial = (path: string) => ({ kind: 'serial', path, baudRate }) as const;
  return {
    reader,
    printer,
    configs: {
      reader: {
        id: 'id-card',
        role: 'id-card',
        required: false,
        driver: 'sam',
        profile: 'generic-sam',
        transport: serial(readerPath),
        timeouts: { readMs: 8000 },
      },
      printer: {
        id: 'ticket-printer',
        role: 'ticket-printer',
        required: true,
        driver: 'escpos',
        profile: printerProfile,
        transport: serial(printerPath),
        timeouts: { printMs: 15_000 },
      },
    },
    untilPrinterGot: (bytes) =>
      new Promise((resolve) => {
        watchers.add(() => {
          if (sent.includes(bytes)) resolve();
        });
      }),
    async close() {
      await Promise.all(lines.map((line) => line.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
