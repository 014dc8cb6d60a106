import { type Reported, condition } from '../runtime/status-tracker.ts';
import { hex } from './bytes.ts';
import type { PrinterProfile } from './profile.ts';

/** What the printer says of itself, by DLE EOT or by automatic status alike. */
export interface Sensors {
  offline: boolean;
  coverOpen: boolean;
  paperEnd: boolean;
  nearEnd: boolean;
  mechanicalError: boolean;
  cutterError: boolean;
  unrecoverable: boolean;
  /** Clears by itself: the print head is too hot. Some models set it too when the cover opens while printing. */
  autoRecoverable: boolean;
  /** The bytes that this was read from, in hex. */
  raw: string;
}

/** The answers to DLE EOT 1, 2, 3 and 4. */
export function fromRealTime(answers: readonly [number, number, number, number]): Sensors {
  const [printer, cause, error, roll] = answers;
  return {
    offline: bit(printer, 3),
    coverOpen: bit(cause, 2),
    paperEnd: bit(cause, 5) || (roll & 0x60) !== 0,
    nearEnd: (roll & 0x0c) !== 0,
    mechanicalError: bit(error, 2),
    cutterError: bit(error, 3),
    unrecoverable: bit(error, 5),
    autoRecoverable: bit(error, 6),
    raw: `DLE EOT ${hex(answers)}`,
  };
}

export function fromAutomatic(bytes: readonly [number, number, number, number]): Sensors {
  const [printer, error, roll] = bytes;
  return {
    offline: bit(printer, 3),
    coverOpen: bit(printer, 5),
    paperEnd: (roll & 0x0c) !== 0,
    nearEnd: (roll & 0x03) !== 0,
    mechanicalError: bit(error, 2),
    cutterError: bit(error, 3),
    unrecoverable: bit(error, 5),
    autoRecoverable: bit(error, 6),
    raw: `ASB ${hex(bytes)}`,
  };
}

/** Worst first. */
export function conditionsOf(sensors: Sensors, profile: PrinterProfile): Reported[] {
  const { raw } = sensors;
  const found: Reported[] = [];
  if (sensors.unrecoverable) found.push(condition('fault.unrecoverable', raw));
  if (sensors.cutterError) found.push(condition('cutter.fault', raw));
  if (sensors.mechanicalError) found.push(condition(profile.status.mechanicalError, raw));
  if (sensors.coverOpen) found.push(condition('cover.open', raw));
  if (sensors.paperEnd) found.push(condition('paper.out', raw));
  if (sensors.autoRecoverable && !sensors.coverOpen) found.push(condition('head.hot', raw));
  if (sensors.offline && found.length === 0) found.push(condition('device.offline', raw));
  if (sensors.nearEnd && !sensors.paperEnd && profile.nearEndSensor) found.push(condition('paper.low', raw));
  return found;
}

function bit(byte: number, number: number): boolean {
  return (byte & (1 << number)) !== 0;
}
