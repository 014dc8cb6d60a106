import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { Device } from '../../drivers/contract/device.ts';

/**
 * Resolves when the device has not been on-line for `ms` without a break. A driver outlasts a cable that was
 * out for a moment; a citizen cannot outlast a reader that stays away. Settles otherwise only by the signal,
 * by which it stays pending and watches no more.
 */
export function goneFor(
  device: Pick<Device, 'status' | 'onStatus'>,
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let timer: Timer | null = null;
    const look = () => {
      if (device.status().device === 'online') {
        timer?.cancel();
        timer = null;
      } else timer ??= clock.setTimer(end, ms);
    };
    const stop = device.onStatus(look);
    const unwatch = () => {
      timer?.cancel();
      stop();
      signal.removeEventListener('abort', unwatch);
    };
    const end = () => {
      unwatch();
      resolve();
    };
    signal.addEventListener('abort', unwatch);
    look();
  });
}
