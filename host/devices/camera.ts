import { type DeviceKind, profileOf } from './device-kind.ts';

export const camera: DeviceKind<'camera'> = {
  async create(config, clock) {
    const { PageCamera } = await import('../../drivers/camera/driver.ts');
    const { systemCameras } = await import('../../drivers/camera/presence.ts');
    const { cameraProfileSchema } = await import('../../drivers/camera/profile.ts');
    const profile = cameraProfileSchema.parse(profileOf('camera-profiles', config.profile));
    const { id, name = null } = config;
    return new PageCamera({ id, clock, profile, name, readCameras: systemCameras });
  },
  async read(device) {
    return { name: device.systemName(), report: device.lastReport() };
  },
};
