import { join } from 'node:path';
import { type DeviceKind, profileOf } from './device-kind.ts';

const appRoot = join(import.meta.dirname, '..', '..');

export const documentPrinter: DeviceKind<'document-printer'> = {
  async create({ id, profile: name, transport }, clock) {
    if (transport.kind === 'simulator') throw new Error(`device ${id} is simulated and has no simulator`);
    const { IppPrinter } = await import('../../drivers/document-printer/driver.ts');
    const { documentPrinterProfileSchema } = await import('../../drivers/document-printer/profile.ts');
    const profile = documentPrinterProfileSchema.parse(profileOf('document-printer-profiles', name));
    const testPage = join(appRoot, 'assets', 'document-printer', 'test-page.pdf');
    return new IppPrinter({ id, url: transport.url, clock, profile, testPage });
  },
  read: null,
};
