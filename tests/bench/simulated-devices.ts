import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../drivers/contract/clock.ts';
import { IdCardSimulator, type SamLatency } from '../../drivers/id-card/simulator/simulator.ts';
import { type Listening, listen } from '../../drivers/simulation/listen.ts';
import { bundledFonts } from '../../drivers/ticket-printer/fonts.ts';
import { parsePrinterProfile } from '../../drivers/ticket-printer/profile.ts';
import { TicketPrinterSimulator } from '../../drivers/ticket-printer/simulator/simulator.ts';
import { appRoot } from '../../host/launch/paths.ts';

/** How fast the simulated hardware is. */
export interface Speed {
  /** Of the reader's line; `null`: as fast as the socket takes it. */
  readerBaudRate: number | null;
  readerLatency?: Partial<SamLatency>;
  /** 1600 is a real printer. */
  dotsPerSecond: number;
}

/** Both devices in this process, each behind a loopback port: a host sees two network devices. */
export interface SimulatedDevices {
  reader: IdCardSimulator;
  /** For a program that talks to it in the place of a host. */
  readerPort: number;
  printer: TicketPrinterSimulator;
  printerPort: number;
  /** Site file of a production kiosk with these two devices. */
  site: Record<string, unknown>;
  close(): Promise<void>;
}

const printerProfile = 'generic-80mm';

/** No device takes time of its own. */
export const fullSpeed: Speed = {
  readerBaudRate: null,
  readerLatency: { find: 0, select: 0, read: 0, other: 0 },
  dotsPerSecond: 1_000_000,
};

export async function simulateDevices(speed: Speed): Promise<SimulatedDevices> {
  const clock = systemClock;
  const reader = new IdCardSimulator({ clock, latency: speed.readerLatency ?? {} });
  const profile = parsePrinterProfile(
    JSON.parse(readFileSync(join(appRoot, 'assets/printer-profiles', `${printerProfile}.json`), 'utf8')),
  );
  const { dotsPerSecond } = speed;
  const printer = new TicketPrinterSimulator({ profile, clock, fonts: bundledFonts(appRoot), dotsPerSecond });
  const anyPort = { kind: 'tcp', port: 0 } as const;
  const lines = [
    await listen(reader, anyPort, { clock, baudRate: speed.readerBaudRate, chunks: 'natural' }),
    await listen(printer, anyPort, { clock, baudRate: null, chunks: 'natural' }),
  ];
  const [readerPort = 0, printerPort = 0] = lines.map(portOf);
  return {
    reader,
    readerPort,
    printer,
    printerPort,
    site: siteSettings(readerPort, printerPort),
    async close() {
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}

function portOf({ address }: Listening): number {
  if (address.kind !== 'tcp') throw new Error('the simulators listen on tcp only');
  return address.port;
}

/** As a technician would write the site file of a kiosk with two devices on the network. */
function siteSettings(readerPort: number, printerPort: number): Record<string, unknown> {
  const at = (port: number) => ({ kind: 'tcp', host: '127.0.0.1', port });
  const reader = { id: 'id-card', role: 'id-card', required: false, driver: 'sam', profile: 'generic-sam' };
  const printer = {
    id: 'ticket-printer',
    role: 'ticket-printer',
    required: true,
    driver: 'escpos',
    profile: printerProfile,
  };
  return {
    mode: 'production',
    platform: null,
    devices: [
      { ...reader, transport: at(readerPort) },
      { ...printer, transport: at(printerPort) },
    ],
  };
}
