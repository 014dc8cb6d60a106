/** Entry of the process of one driver, like the host's, but with the profile as the rig has made it. */
import { systemClock } from '../../drivers/contract/clock.ts';
import type { Device } from '../../drivers/contract/device.ts';
import { runDriver } from '../../drivers/supervisor/child.ts';
import { serial } from '../../drivers/transport/serial.ts';
import type { Driven } from './own-process.ts';

const baudRate = 115_200;

// Each loads its own driver only, as many of them start at once.
runDriver(async (device): Promise<Device> => {
  const { role, path, profile } = device as Driven;
  const options = { id: role, open: serial(path, baudRate), clock: systemClock };
  switch (role) {
    case 'id-card': {
      const { SamReader } = await import('../../drivers/id-card/driver.ts');
      const { readerProfileSchema } = await import('../../drivers/id-card/profile.ts');
      return new SamReader({ ...options, profile: readerProfileSchema.parse(profile) });
    }
    case 'ticket-printer': {
      const { EscPosPrinter } = await import('../../drivers/ticket-printer/driver.ts');
      const { parsePrinterProfile } = await import('../../drivers/ticket-printer/profile.ts');
      const { fonts } = await import('../../drivers/ticket-printer/test-rig.ts');
      return new EscPosPrinter({ ...options, profile: parsePrinterProfile(profile), fonts });
    }
    case 'io-board': {
      const { ModbusBoard } = await import('../../drivers/io-board/driver.ts');
      const { boardProfileSchema } = await import('../../drivers/io-board/profile.ts');
      return new ModbusBoard({ ...options, profile: boardProfileSchema.parse(profile) });
    }
    default:
      throw new Error(`no rig has a ${role} in a process of its own`);
  }
});
