import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { IdCardReader } from '../../drivers/contract/id-card.ts';
import type { TicketPrinter } from '../../drivers/contract/ticket-printer.ts';
import { SamReader } from '../../drivers/id-card/driver.ts';
import { readerProfileSchema } from '../../drivers/id-card/profile.ts';
import { EscPosPrinter } from '../../drivers/ticket-printer/driver.ts';
import { bundledFonts } from '../../drivers/ticket-printer/fonts.ts';
import { printerProfileSchema } from '../../drivers/ticket-printer/profile.ts';
import { transportFor } from '../../drivers/transport/open.ts';
import type { DeviceConfig } from '../config/schema.ts';

export type ConfiguredDevice =
  | { role: 'id-card'; required: boolean; device: IdCardReader }
  | { role: 'ticket-printer'; required: boolean; device: TicketPrinter };

const appRoot = join(import.meta.dirname, '..', '..');

/**
 * Makes the driver that the configuration asks for; it is not opened yet.
 * @throws Error for a profile that does not exist or does not validate: a mistake in the installation.
 */
export function createDevice(config: DeviceConfig, clock: Clock): ConfiguredDevice {
  const { id, required, transport } = config;
  if (transport.kind === 'simulator') throw new Error(`device ${id} is simulated and has no simulator`);
  const open = transportFor(transport);
  switch (config.role) {
    case 'id-card': {
      const profile = readerProfileSchema.parse(profileOf('reader-profiles', config.profile));
      return { role: config.role, required, device: new SamReader({ id, open, clock, profile }) };
    }
    case 'ticket-printer': {
      const profile = printerProfileSchema.parse(profileOf('printer-profiles', config.profile));
      const fonts = bundledFonts(appRoot);
      return { role: config.role, required, device: new EscPosPrinter({ id, open, clock, profile, fonts }) };
    }
  }
}

function profileOf(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(appRoot, 'assets', folder, `${name}.json`), 'utf8'));
}
