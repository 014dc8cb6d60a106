import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../contract/clock.ts';
import type { Role } from '../contract/roles.ts';
import { IdCardSimulator } from '../id-card/simulator/simulator.ts';
import { boardProfileSchema } from '../io-board/profile.ts';
import { IoBoardSimulator } from '../io-board/simulator/simulator.ts';
import type { WireOptions } from '../simulation/simulator.ts';
import { bundledFonts } from '../ticket-printer/fonts.ts';
import { parsePrinterProfile } from '../ticket-printer/profile.ts';
import { TicketPrinterSimulator } from '../ticket-printer/simulator/simulator.ts';
import { UpsSimulator } from '../ups/simulator/simulator.ts';

export type BenchSimulator = IdCardSimulator | TicketPrinterSimulator | IoBoardSimulator | UpsSimulator;

/** What can be simulated. */
export const roles = ['id-card', 'ticket-printer', 'io-board', 'ups'] as const satisfies readonly Role[];
export type SimulatedRole = (typeof roles)[number];

/** 8N1 at what the readers (GA/T 467) and printers of these classes are set to when they leave the factory. */
export const serialWire: WireOptions = { clock: systemClock, baudRate: 115_200, chunks: 'natural' };

/** What a printer is taken for where nobody names a model. */
const usualPrinter = 'generic-80mm';
/** How an I/O board is taken to be wired where nobody names a kiosk model. */
const usualBoard = 'generic-modbus-8';

const root = join(import.meta.dirname, '../..');

/**
 * @param profile of a printer or a board, by the name of its file in `assets/printer-profiles` or `assets/io-profiles`;
 * the others do not differ on the wire.
 * @throws Error when there is no such profile or it is wrong.
 */
export function createSimulator(role: SimulatedRole, profile?: string): BenchSimulator {
  if (role === 'id-card') return new IdCardSimulator({ clock: systemClock });
  if (role === 'ups') return new UpsSimulator({ clock: systemClock });
  if (role === 'io-board') {
    const wiring = join(root, 'assets/io-profiles', `${profile ?? usualBoard}.json`);
    return new IoBoardSimulator({
      profile: boardProfileSchema.parse(JSON.parse(readFileSync(wiring, 'utf8'))),
      clock: systemClock,
    });
  }
  const file = join(root, 'assets/printer-profiles', `${profile ?? usualPrinter}.json`);
  return new TicketPrinterSimulator({
    profile: parsePrinterProfile(JSON.parse(readFileSync(file, 'utf8'))),
    clock: systemClock,
    fonts: bundledFonts(root),
    baudRate: serialWire.baudRate,
  });
}
