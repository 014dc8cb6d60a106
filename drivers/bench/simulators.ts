import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../contract/clock.ts';
import type { Role } from '../contract/roles.ts';
import { IdCardSimulator } from '../id-card/simulator/simulator.ts';
import type { WireOptions } from '../simulation/simulator.ts';
import { CardReaderSimulator } from '../social-security-card/simulator/simulator.ts';
import { bundledFonts } from '../ticket-printer/fonts.ts';
import { parsePrinterProfile } from '../ticket-printer/profile.ts';
import { TicketPrinterSimulator } from '../ticket-printer/simulator/simulator.ts';

export type BenchSimulator = IdCardSimulator | TicketPrinterSimulator | CardReaderSimulator;

/** What can be simulated. */
export const roles = ['id-card', 'ticket-printer', 'social-security-card'] as const satisfies readonly Role[];
export type SimulatedRole = (typeof roles)[number];

/** 8N1 at what the readers (GA/T 467) and printers of these classes are set to when they leave the factory. */
export const serialWire: WireOptions = { clock: systemClock, baudRate: 115_200, chunks: 'natural' };

/** Devices at the other end of a socket, which has no baud rate. */
const socketRoles: ReadonlySet<SimulatedRole> = new Set(['social-security-card']);

export function wireFor(role: SimulatedRole, wire: WireOptions): WireOptions {
  return socketRoles.has(role) ? { ...wire, baudRate: null } : wire;
}

/** What a printer is taken for where nobody names a model. */
const usualPrinter = 'generic-80mm';

const root = join(import.meta.dirname, '../..');

/**
 * @param profile of a printer, by the name of its file in `assets/printer-profiles`; readers do not differ on the wire.
 * @throws Error when there is no such profile or it is wrong.
 */
export function createSimulator(role: SimulatedRole, profile?: string): BenchSimulator {
  if (role === 'id-card') return new IdCardSimulator({ clock: systemClock });
  if (role === 'social-security-card') return new CardReaderSimulator({ clock: systemClock });
  const file = join(root, 'assets/printer-profiles', `${profile ?? usualPrinter}.json`);
  return new TicketPrinterSimulator({
    profile: parsePrinterProfile(JSON.parse(readFileSync(file, 'utf8'))),
    clock: systemClock,
    fonts: bundledFonts(root),
    baudRate: serialWire.baudRate,
  });
}
