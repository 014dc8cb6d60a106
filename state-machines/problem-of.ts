import type { Problem } from '../contract/problem.ts';
import type { DeviceError, DeviceErrorCode } from '../drivers/contract/device-error.ts';
import type { ConditionCode } from '../drivers/contract/status.ts';
import type { DeviceRole } from './ports.ts';

/** `gone` becomes the role's own "does not answer, or is not there". */
type Meaning = Problem | 'gone';

const ofCondition: Record<ConditionCode, Meaning> = {
  'paper.out': 'printer-paper-out',
  'paper.low': 'printer-fault',
  'paper.jam': 'printer-fault',
  'cover.open': 'printer-cover-open',
  'cutter.fault': 'printer-fault',
  'head.hot': 'printer-fault',
  'fault.unrecoverable': 'gone',
  'fault.recoverable': 'gone',
  'ticket.presented': 'printer-fault',
  'ticket.notTaken': 'printer-fault',
  'card.present': 'card-unreadable',
  'card.none': 'card-moved',
  'card.torn': 'card-moved',
  'card.unknownType': 'card-unknown',
  'read.failed': 'card-unreadable',
  'sam.fault': 'gone',
  'device.silent': 'gone',
  'device.offline': 'gone',
  'device.gone': 'gone',
  'scan.flood': 'gone',
  'paper.wrong': 'printer-paper-out',
  'toner.low': 'printer-fault',
  'toner.out': 'printer-fault',
  'output.full': 'printer-fault',
  'device.paused': 'gone',
  'device.busy': 'gone',
  'device.reported': 'printer-fault',
  'device.mismatch': 'gone',
  'door.open': 'kiosk-fault',
  tamper: 'kiosk-fault',
  'power.onBattery': 'power-out',
  'power.batteryLow': 'power-low',
  'power.replaceBattery': 'kiosk-fault',
  'power.overload': 'kiosk-fault',
  'power.unknown': 'kiosk-fault',
  'card.mute': 'card-unreadable',
  'card.locked': 'card-unreadable',
  'reader.gone': 'gone',
  'reader.ambiguous': 'gone',
  'camera.noFrame': 'gone',
  'camera.frozen': 'gone',
  'camera.dark': 'gone',
  'camera.denied': 'gone',
  'camera.busy': 'gone',
  'driver.crashed': 'gone',
  'driver.quarantined': 'gone',
};

const ofCode: Record<DeviceErrorCode, Meaning> = {
  canceled: 'kiosk-fault',
  timeout: 'gone',
  disconnected: 'gone',
  condition: 'kiosk-fault',
  protocol: 'gone',
  unsupported: 'kiosk-fault',
  claimed: 'kiosk-fault',
  invalidData: 'card-invalid',
  closed: 'gone',
};

const gone: Record<DeviceRole, Problem> = {
  'id-card': 'reader-unavailable',
  'ticket-printer': 'printer-unavailable',
  scanner: 'scanner-unavailable',
  ups: 'kiosk-fault',
};

/** A printer that answers and reports a fault of its own is broken, not absent. */
const printerFaults: ReadonlySet<ConditionCode> = new Set(['fault.unrecoverable', 'fault.recoverable']);

/** By name, not by class: the machines import types only, and an error may have crossed a process boundary. */
export function isDeviceError(error: unknown): error is DeviceError {
  return error instanceof Error && error.name === 'DeviceError' && 'code' in error && 'effect' in error;
}

/** What a device's condition means to a citizen. */
export function problemOfCondition(role: DeviceRole, condition: ConditionCode): Problem {
  if (role === 'ticket-printer' && printerFaults.has(condition)) return 'printer-fault';
  const meaning = ofCondition[condition];
  return meaning === 'gone' ? gone[role] : meaning;
}

/** What a failed command means to a citizen. Whatever is not a DeviceError is a fault of ours. */
export function problemOf(role: DeviceRole, error: unknown): Problem {
  if (!isDeviceError(error)) return 'kiosk-fault';
  // What was read does not check: laying the card again would not help, whatever else the reader reports.
  if (error.code === 'invalidData') return 'card-invalid';
  if (error.condition !== undefined) return problemOfCondition(role, error.condition);
  const meaning = ofCode[error.code];
  return meaning === 'gone' ? gone[role] : meaning;
}
