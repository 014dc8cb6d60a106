import { DeviceError } from '../contract/device-error.ts';
import type { ConditionCode } from '../contract/status.ts';

/** How a printer refuses before anything of the command has happened, and how a ticket sticks on its way back. */

export function unsupported(message: string): DeviceError {
  return new DeviceError('unsupported', message, { effect: 'none', retry: 'never' });
}

export function notConnected(): DeviceError {
  return new DeviceError('disconnected', 'the printer is not connected', {
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
}

export function noAnswer(): DeviceError {
  return new DeviceError('timeout', 'the printer does not answer', {
    condition: 'device.silent',
    effect: 'none',
    retry: 'afterFix',
  });
}

export function blockedBy(code: ConditionCode): DeviceError {
  return new DeviceError('condition', `the printer reports ${code}`, {
    condition: code,
    effect: 'none',
    retry: 'afterFix',
  });
}

export function stuckOnTheWayBack(): DeviceError {
  return new DeviceError('condition', 'the ticket is stuck on its way back', {
    condition: 'paper.jam',
    effect: 'partial',
    retry: 'never',
  });
}
