import type { DriverNote } from '../devices/create.ts';
import type { KioskLog } from './kiosk-log.ts';

/** What happened to the process of a driver; what that means for the device stands in the device's own entries. */
export function logDriver(log: KioskLog, note: DriverNote): void {
  const { device } = note;
  if (note.kind === 'in-host') {
    log.write('device.driver.in-host', { device });
    return;
  }
  const { cause, place } = note.crash;
  log.write(`device.driver.${note.kind}`, { device, cause, ...(place === null ? {} : { place }) });
}
