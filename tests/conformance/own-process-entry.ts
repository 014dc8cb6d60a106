/** Entry of the process of one driver, like the host's, but with the profile as the rig has made it. */
import { systemClock } from '../../drivers/contract/clock.ts';
import type { Device } from '../../drivers/contract/device.ts';
import { SamReader } from '../../drivers/id-card/driver.ts';
import { readerProfileSchema } from '../../drivers/id-card/profile.ts';
import { ModbusBoard } from '../../drivers/io-board/driver.ts';
import { boardProfileSchema } from '../../drivers/io-board/profile.ts';
import { runDriver } from '../../drivers/supervisor/child.ts';
import { EscPosPrinter } from '../../drivers/ticket-printer/driver.ts';
import { parsePrinterProfile } from '../../drivers/ticket-printer/profile.ts';
import { fonts } from '../../drivers/ticket-printer/test-rig.ts';
import { serial } from '../../drivers/transport/serial.ts';
import type { Driven } from './own-process.ts';

const baudRate = 115_200;

runDriver(async (device): Promise<Device> => {
  const { role, path, profile } = device as Driven;
  const options = { id: role, open: serial(path, baudRate), clock: systemClock };
  switch (role) {
    case 'id-card':
      return new SamReader({ ...options, profile: readerProfileSchema.parse(profile) });
    case 'ticket-printer':
      return new EscPosPrinter({ ...options, profile: parsePrinterProfile(profile), fonts });
    case 'io-board':
      return new ModbusBoard({ ...options, profile: boardProfileSchema.parse(profile) });
    default:
      throw new Error(`no rig has a ${role} in a process of its own`);
  }
});
