import type { Statistics } from '../contract/device.ts';
import type { DeviceErrorCode, Effect, Retry } from '../contract/device-error.ts';
import type { ConditionCode, DeviceStatus } from '../contract/status.ts';

/** A DeviceError as it crosses the border between processes. */
export interface ToldError {
  code: DeviceErrorCode;
  message: string;
  condition: ConditionCode | undefined;
  effect: Effect;
  retry: Retry;
}

/** A DeviceError, or what a bug threw. */
export type Failure = { known: ToldError } | { bug: { name: string; message: string; stack: string } };

/** What changes all the time and is told along with other things. */
export interface Vitals {
  statistics: Statistics;
  serialNumber: string | null;
}

/** From the host to the process of one driver. Structured clone, so that bytes stay bytes. */
export type ToDriver =
  /** First, and once. `device`: what the entry of the process makes its driver from. */
  | { type: 'start'; device: unknown }
  | { type: 'command'; id: number; name: string; args: readonly unknown[]; opId: string; deadlineMs: number }
  | { type: 'abort'; id: number }
  /** Close the device and end. */
  | { type: 'close' };

export type FromDriver =
  | { type: 'started'; capabilities: readonly string[]; status: DeviceStatus }
  /** The driver cannot be made at all: a mistake in the installation. */
  | { type: 'refused'; reason: string }
  | { type: 'status'; status: DeviceStatus }
  | { type: 'settled'; id: number; result: { value: unknown } | Failure; vitals: Vitals }
  /** Each second from the start of the process on. */
  | { type: 'alive'; vitals: Vitals | null }
  /** The last word before it ends by a bug of its own: the source line, `sam-line.ts:120`. */
  | { type: 'fault'; place: string };
