import type { CitizenEventType } from '../contract/citizen-event.ts';
import type { DeviceReadiness, DeviceRole, Ending } from './ports.ts';

/** The host's word on a device. Updates what is known; it never moves a session to another step by itself. */
export interface DeviceEvent {
  type: 'DEVICE';
  role: DeviceRole;
  readiness: DeviceReadiness;
}

/** The session asks the step that runs to come to its end, for example because nobody is there any more. */
export interface LeaveEvent {
  type: 'LEAVE';
  ending: Ending;
}

export type Devices = Record<DeviceRole, DeviceReadiness>;

/** The battery is nearly empty: whoever is there leaves, and nothing waits for a person any more. */
export function isPowerLow({ ups }: Devices): boolean {
  return ups.problem === 'power-low';
}

/**
 * Marks on states that tell why an event is not taken there. `busy:X`: X is already under way.
 * `offers:X`: X belongs to this state, so a refusal means that what was asked for is unavailable.
 */
export type Tag = `busy:${CitizenEventType}` | `offers:${CitizenEventType}`;

/** What staff should know and no step depends on. Goes to the log; holds no data. */
export type NoticeCode =
  /** A card has been lying on the reader for `idleMs` after the end of its session. */
  | 'card-left'
  /** The presenter still holds the ticket after `idleMs`; the session ends without it. */
  | 'ticket-left'
  | 'queue-lengths-failed'
  | 'number-failed'
  | 'void-failed'
  | 'wipe-failed'
  /** A machine below the kiosk stopped with an error. */
  | 'machine-failed';
export interface Notice {
  type: 'notice';
  code: NoticeCode;
}

/** Nothing can be started on it. `starting` is not down: the answer is not in yet. */
export function isDown(readiness: DeviceReadiness): boolean {
  return readiness.state === 'absent' || readiness.state === 'unavailable';
}
