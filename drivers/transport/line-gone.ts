import { DeviceError, type Effect } from '../contract/device-error.ts';

/** The line is not there, or went. `effect` is `none` only if no byte was handed over. */
export function lineGone(why: string | undefined, effect: Effect): DeviceError {
  return new DeviceError('disconnected', why ?? 'the line to the device went away', {
    condition: 'device.gone',
    effect,
    retry: 'afterFix',
  });
}
