import { DeviceError, type Effect } from '../contract/device-error.ts';
import type { ConditionCode } from '../contract/status.ts';
import { status } from './ipp/names.ts';

/** The same failure; whoever raised it could not know what was on paper by then. */
export function withEffect(error: DeviceError, effect: Effect): DeviceError {
  const retry = effect === 'none' ? error.retry : 'never';
  if (effect === error.effect && retry === error.retry) return error;
  return new DeviceError(error.code, error.message, {
    ...(error.condition === undefined ? {} : { condition: error.condition }),
    effect,
    retry,
    cause: error,
  });
}

export function unavailable(condition: ConditionCode, message: string): DeviceError {
  return new DeviceError('condition', message, { condition, effect: 'none', retry: 'afterFix' });
}

export function unsupported(what: string): DeviceError {
  return new DeviceError('unsupported', `the printer does not take ${what}`, {
    effect: 'none',
    retry: 'never',
  });
}

export function unprintable(why: string): DeviceError {
  return new DeviceError('invalidData', `the document cannot be printed (${why})`, {
    effect: 'none',
    retry: 'never',
  });
}

/** The printer read the request and did not take the job. */
export function refusal(code: number): DeviceError {
  const detail = `IPP status ${code.toString(16).padStart(4, '0')}`;
  switch (code) {
    case status.busy:
      return unavailable('device.busy', `the printer is busy (${detail})`);
    case status.notAcceptingJobs:
      return unavailable('device.paused', `the printer takes no jobs (${detail})`);
    case status.documentFormatNotSupported:
      return unsupported(`PDF (${detail})`);
    case status.attributesNotSupported:
      return unsupported(`the job's attributes (${detail})`);
    case status.documentFormatError:
    case status.requestEntityTooLarge:
      return unprintable(detail);
    default:
      return unavailable('fault.recoverable', `the printer refuses the job (${detail})`);
  }
}
