import { openLine } from './open-line.ts';
import { type DeviceKind, profileOf } from './device-kind.ts';

export const ioBoard: DeviceKind<'io-board'> = {
  async create(config, clock) {
    const { ModbusBoard } = await import('../../drivers/io-board/driver.ts');
    const { boardProfileSchema } = await import('../../drivers/io-board/profile.ts');
    const profile = boardProfileSchema.parse(profileOf('io-profiles', config.profile));
    return new ModbusBoard({ id: config.id, open: openLine(config), clock, profile });
  },
  read: async (board) => board.inputs(),
};
