import { openLine } from './open-line.ts';
import { type DeviceKind, profileOf } from './device-kind.ts';

export const ups: DeviceKind<'ups'> = {
  async create(config, clock) {
    const { NutUps } = await import('../../drivers/ups/driver.ts');
    const { upsProfileSchema } = await import('../../drivers/ups/profile.ts');
    const profile = upsProfileSchema.parse(profileOf('ups-profiles', config.profile));
    const upsName = config.ups ?? null;
    return new NutUps({ id: config.id, open: openLine(config), clock, profile, upsName });
  },
  read: async (device) => ({ ...device.power() }),
};
