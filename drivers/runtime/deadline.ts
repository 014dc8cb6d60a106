import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';

/** The DeviceError behind an abort, whoever aborted. Anything else that aborts counts as the caller's cancel. */
export function abortReason(signal: AbortSignal): DeviceError {
  return signal.reason instanceof DeviceError
    ? signal.reason
    : new DeviceError('canceled', 'the caller gave up', { effect: 'none', retry: 'safe' });
}

/** Waits, unless the signal aborts first; then rejects with the abort's DeviceError. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortReason(signal));
      return;
    }
    const onAbort = () => {
      timer.cancel();
      reject(abortReason(signal));
    };
    const timer = clock.setTimer(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Settles with `promise`, or rejects as soon as the signal aborts, whatever `promise` does afterwards. */
export function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortReason(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener('abort', onAbort);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort);
        reject(error);
      },
    );
  });
}
