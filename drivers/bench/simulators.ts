import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../contract/clock.ts';
import type { Role } from '../contract/roles.ts';
import { DocumentPrinterSimulator } from '../document-printer/simulator/simulator.ts';
import { IdCardSimulator } from '../id-card/simulator/simulator.ts';
import { boardProfileSchema } from '../io-board/profile.ts';
import { IoBoardSimulator } from '../io-board/simulator/simulator.ts';
import { scannerProfileSchema } from '../scanner/profile.ts';
import { ScannerSimulator } from '../scanner/simulator/simulator.ts';
import { CardReaderSimulator } from '../social-security-card/simulator/simulator.ts';
import type { WireOptions } from '../simulation/simulator.ts';
import { bundledFonts } from '../ticket-printer/fonts.ts';
import { parsePrinterProfile } from '../ticket-printer/profile.ts';
import { TicketPrinterSimulator } from '../ticket-printer/simulator/simulator.ts';
import { UpsSimulator } from '../ups/simulator/simulator.ts';

const clock = systemClock;
const root = join(import.meta.dirname, '../..');

/** 8N1 at what the readers (GA/T 467) and printers of these classes are set to when they leave the factory. */
export const serialWire: WireOptions = { clock, baudRate: 115_200, chunks: 'natural' };

/**
 * What can be simulated. A model is named by its profile's file in `assets`; where nobody names one, the usual
 * one is taken. Devices whose models do not differ on the wire need none.
 */
const simulators = {
  'id-card': () => new IdCardSimulator({ clock }),
  'ticket-printer': (profile = 'generic-80mm') =>
    new TicketPrinterSimulator({
      profile: parsePrinterProfile(profileOf('printer-profiles', profile)),
      clock,
      fonts: bundledFonts(root),
      baudRate: serialWire.baudRate,
    }),
  scanner: (profile = 'newland') =>
    new ScannerSimulator({
      profile: scannerProfileSchema.parse(profileOf('scanner-profiles', profile)),
      clock,
    }),
  'document-printer': () => new DocumentPrinterSimulator({ clock }),
  'io-board': (profile = 'generic-modbus-8') =>
    new IoBoardSimulator({
      profile: boardProfileSchema.parse(profileOf('io-profiles', profile)),
      clock,
    }),
  ups: () => new UpsSimulator({ clock }),
  'social-security-card': () => new CardReaderSimulator({ clock }),
} satisfies Partial<Record<Role, (profile?: string) => unknown>>;

export type SimulatedRole = keyof typeof simulators;
export type BenchSimulator = ReturnType<(typeof simulators)[SimulatedRole]>;

export const roles = Object.keys(simulators) as SimulatedRole[];

/** @throws Error when there is no such profile or it is wrong. */
export function createSimulator(role: SimulatedRole, profile?: string): BenchSimulator {
  return simulators[role](profile);
}

function profileOf(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(root, 'assets', folder, `${name}.json`), 'utf8'));
}
