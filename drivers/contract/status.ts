/** The line to the device, whatever the device itself says. */
export type Link = 'absent' | 'connecting' | 'up' | 'lost';

/** XFS4IoT `Common.Status.device`. */
export type DeviceState =
  | 'starting'
  | 'online'
  | 'offline'
  | 'powerOff'
  | 'noDevice'
  | 'hardwareError'
  | 'userError'
  | 'potentialFraud'
  | 'fraudAttempt';

export type Severity = 'report' | 'warning' | 'error';

/** Who can clear a condition: nobody needs to, the citizen, the site's attendant, a technician, a reset. */
export type Remedy = 'none' | 'user' | 'attendant' | 'technician' | 'reset';

export const conditionCodes = [
  'paper.out',
  'paper.low',
  'paper.jam',
  'cover.open',
  'cutter.fault',
  'head.hot',
  'fault.unrecoverable',
  'fault.recoverable',
  'ticket.presented',
  'ticket.notTaken',
  'card.present',
  'card.none',
  'card.torn',
  'card.unknownType',
  'read.failed',
  'sam.fault',
  'device.silent',
  'device.offline',
  'device.gone',
  'scan.flood',
  'paper.wrong',
  'toner.low',
  'toner.out',
  'output.full',
  'device.paused',
  'device.busy',
  'device.reported',
  'device.mismatch',
  'door.open',
  'tamper',
  'power.onBattery',
  'power.batteryLow',
  'power.replaceBattery',
  'power.overload',
  'power.unknown',
  'card.mute',
  'card.locked',
  'reader.gone',
  'reader.ambiguous',
  'camera.noFrame',
  'camera.frozen',
  'camera.dark',
  'camera.denied',
  'camera.busy',
  'driver.crashed',
  'driver.quarantined',
] as const;
export type ConditionCode = (typeof conditionCodes)[number];

/** Something that is the case with a device. Present from `since` until it leaves the list. */
export interface Condition {
  code: ConditionCode;
  severity: Severity;
  action: Remedy;
  /** Wall-clock time in ms since the epoch, from the injected clock. */
  since: number;
  /** The device's own words for it, in hex or as its mnemonic, for staff. Never card or scan content. */
  raw?: string;
}

/** `ready`: does everything. `degraded`: works, needs attention soon. `unavailable`: do not start anything on it. */
export type Summary = 'ready' | 'degraded' | 'unavailable';

export interface DeviceStatus {
  link: Link;
  device: DeviceState;
  activity: 'idle' | 'busy';
  conditions: readonly Condition[];
  summary: Summary;
}
