import { openLine } from './open-line.ts';
import { type DeviceKind, profileOf } from './device-kind.ts';

export const socialSecurityCard: DeviceKind<'social-security-card'> = {
  async create(config, clock) {
    const { PcscCardReader } = await import('../../drivers/social-security-card/driver.ts');
    const { cardProfileSchema } = await import('../../drivers/social-security-card/profile.ts');
    const profile = cardProfileSchema.parse(profileOf('card-profiles', config.profile));
    return new PcscCardReader({
      id: config.id,
      open: openLine(config),
      clock,
      profile,
      readerName: config.reader,
    });
  },
  async read(reader, command) {
    await reader.waitForCard(command());
    return { ...(await reader.read(command())) };
  },
};
