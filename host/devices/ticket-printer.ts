import { join } from 'node:path';
import { openLine } from './open-line.ts';
import { type DeviceKind, profileOf } from './device-kind.ts';

const appRoot = join(import.meta.dirname, '..', '..');

export const ticketPrinter: DeviceKind<'ticket-printer'> = {
  async create(config, clock) {
    const { EscPosPrinter } = await import('../../drivers/ticket-printer/driver.ts');
    const { bundledFonts } = await import('../../drivers/ticket-printer/fonts.ts');
    const { printerProfileSchema } = await import('../../drivers/ticket-printer/profile.ts');
    const profile = printerProfileSchema.parse(profileOf('printer-profiles', config.profile));
    const fonts = bundledFonts(appRoot);
    return new EscPosPrinter({ id: config.id, open: openLine(config), clock, profile, fonts });
  },
  read: null,
};
