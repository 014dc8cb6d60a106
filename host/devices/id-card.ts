import { openLine } from './open-line.ts';
import { type DeviceKind, profileOf } from './device-kind.ts';

export const idCard: DeviceKind<'id-card'> = {
  async create(config, clock) {
    const { SamReader } = await import('../../drivers/id-card/driver.ts');
    const { readerLine } = await import('../../drivers/id-card/reader-line.ts');
    const { readerProfileSchema } = await import('../../drivers/id-card/profile.ts');
    const profile = readerProfileSchema.parse(profileOf('reader-profiles', config.profile));
    return new SamReader({
      id: config.id,
      open: openLine(config, readerLine(profile, clock)),
      clock,
      profile,
    });
  },
  async read(reader, command) {
    await reader.waitForCard(command());
    const { photo, ...record } = await reader.read(command());
    // JSON has no bytes.
    const base64 = Buffer.from(photo.bytes).toString('base64');
    return { ...record, photo: { format: photo.format, base64 } };
  },
};
