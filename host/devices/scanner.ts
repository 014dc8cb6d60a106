import { openLine } from './open-line.ts';
import { type DeviceKind, profileOf } from './device-kind.ts';

export const scanner: DeviceKind<'scanner'> = {
  async create(config, clock) {
    const { CodeScanner } = await import('../../drivers/scanner/driver.ts');
    const { scannerProfileSchema } = await import('../../drivers/scanner/profile.ts');
    const { records } = await import('../../drivers/transport/records.ts');
    const profile = scannerProfileSchema.parse(profileOf('scanner-profiles', config.profile));
    if (config.suffix !== undefined && 'suffix' in profile) profile.suffix = config.suffix;
    const line = openLine(config);
    // Over tcp, reports lose the borders that the codec needs.
    const open =
      profile.protocol === 'hid-pos' && config.transport.kind === 'tcp'
        ? records(line, profile.report.bytes)
        : line;
    return new CodeScanner({ id: config.id, open, clock, profile });
  },
  async read(device, command) {
    const { payload, symbology } = await device.scan(command());
    const base64 = Buffer.from(payload).toString('base64');
    const { length } = payload;
    payload.fill(0);
    return { length, symbology, base64 };
  },
};
