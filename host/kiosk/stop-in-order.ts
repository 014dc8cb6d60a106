import type { Kiosk } from '../../state-machines/create-kiosk.ts';
import type { Log } from '../log/log.ts';
import type { KioskLog } from './kiosk-log.ts';

/**
 * The battery is nearly empty and the last session has been wiped: says so and puts everything on the disk, once for
 * each outage. The host stays: the machine is switched off by others, or the mains come back.
 */
export function stopInOrder(kiosk: Kiosk, log: KioskLog, disk: Pick<Log, 'flush'>, ups: string): void {
  let stopped = false;
  kiosk.onChange(() => {
    const { screen } = kiosk.screen();
    const low = screen.name === 'out-of-service' && screen.problem === 'power-low';
    if (low && !stopped) {
      log.write('power.shutdown', { device: ups });
      disk.flush();
    }
    stopped = low;
  });
}
