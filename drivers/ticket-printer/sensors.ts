import type { ConditionCode } from '../contract/status.ts';
import { type Reported, condition } from '../runtime/status-tracker.ts';
import { hex } from './bytes.ts';
import type { PrinterProfile } from './profile.ts';

/** What the printer says of itself, whichever way it says it. */
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
  paperJam: boolean;
  /** `unknown`: this message says nothing of it. */
  ticket: 'at-mouth' | 'none' | 'unknown';
  /** A motor moves paper, so that a ticket may be on its way to the mouth. */
  presenting: boolean;
  /** The bytes that this was read from, in hex. */
  raw: string;
}

/** The answers to DLE EOT 1, 2, 3 and 4. */
export function fromRealTime(
  answers: readonly [number, number, number, number],
  { presenter }: PrinterProfile,
): Sensors {
  const [printer, cause, error, roll] = answers;
  const mouthAtBit6 = presenter?.sensor === 'roll-bit-6';
  return {
    offline: bit(printer, 3),
    coverOpen: bit(cause, 2),
    paperEnd: bit(cause, 5) || (roll & (mouthAtBit6 ? 0x20 : 0x60)) !== 0,
    nearEnd: (roll & 0x0c) !== 0,
    mechanicalError: bit(error, 2),
    cutterError: bit(error, 3),
    unrecoverable: bit(error, 5),
    autoRecoverable: bit(error, 6),
    paperJam: false,
    ticket: mouthAtBit6 ? ticketIf(bit(roll, 6)) : 'unknown',
    presenting: false,
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
    paperJam: false,
    ticket: 'unknown',
    presenting: false,
    raw: `ASB ${hex(bytes)}`,
  };
}

/** Custom's full status: paper, user, recoverable and unrecoverable errors (KPM300 manual p. 113, TG02H p. 66). */
export function fromFullStatus(bytes: readonly [number, number, number, number]): Sensors {
  const [paper, user, recoverable, unrecoverable] = bytes;
  return {
    // It has no bit for it; each cause has one.
    offline: false,
    // Print head up, or cover open.
    coverOpen: (user & 0x03) !== 0,
    paperEnd: bit(paper, 0),
    // By the sensor, or by the length that is counted down (virtual paper end).
    nearEnd: (paper & 0x44) !== 0,
    // Supply voltage, or a mark that was not found.
    mechanicalError: (recoverable & 0x88) !== 0,
    cutterError: bit(unrecoverable, 0),
    // Cutter cover or flash memory, by model; RAM; EEPROM; presenter.
    unrecoverable: (unrecoverable & 0x8e) !== 0,
    autoRecoverable: bit(recoverable, 0),
    paperJam: bit(recoverable, 6),
    ticket: ticketIf(bit(paper, 5)),
    presenting: bit(user, 3),
    raw: `full ${hex(bytes)}`,
  };
}

/** The answer to GS e 6 added to what DLE EOT told (KPM210-216 manual p. 76). Its near-end bit is told there too. */
export function withEjectorStatus(sensors: Sensors, byte: number): Sensors {
  return {
    ...sensors,
    paperJam: bit(byte, 7),
    ticket: ticketIf(bit(byte, 3)),
    // Printer motor, ejector motor.
    presenting: (byte & 0x30) !== 0,
    raw: `${sensors.raw} GS e ${hex([byte])}`,
  };
}

/** UnifiedPOS statistics that a condition counts in when it comes. */
export const faultCounters: Partial<Record<ConditionCode, string>> = {
  'cutter.fault': 'FailedPaperCutCount',
  'cover.open': 'ReceiptCoverOpenCount',
  'head.hot': 'MaximumTempReachedCount',
  'fault.unrecoverable': 'PrinterFaultCount',
};

/** Worst first. */
export function conditionsOf(sensors: Sensors, profile: PrinterProfile): Reported[] {
  const { raw } = sensors;
  const found: Reported[] = [];
  if (sensors.unrecoverable) found.push(condition('fault.unrecoverable', raw));
  if (sensors.cutterError) found.push(condition('cutter.fault', raw));
  if (sensors.mechanicalError) found.push(condition(profile.status.mechanicalError, raw));
  if (sensors.paperJam && !found.some(({ code }) => code === 'paper.jam'))
    found.push(condition('paper.jam', raw));
  if (sensors.coverOpen) found.push(condition('cover.open', raw));
  if (sensors.paperEnd) found.push(condition('paper.out', raw));
  if (sensors.autoRecoverable && !sensors.coverOpen) found.push(condition('head.hot', raw));
  if (sensors.offline && found.length === 0) found.push(condition('device.offline', raw));
  if (sensors.nearEnd && !sensors.paperEnd && profile.nearEndSensor) found.push(condition('paper.low', raw));
  return found;
}

function ticketIf(seen: boolean): Sensors['ticket'] {
  return seen ? 'at-mouth' : 'none';
}

function bit(byte: number, number: number): boolean {
  return (byte & (1 << number)) !== 0;
}
