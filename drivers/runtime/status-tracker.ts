import type { Clock } from '../contract/clock.ts';
import type {
  Condition,
  ConditionCode,
  DeviceState,
  DeviceStatus,
  Link,
  Remedy,
  Severity,
  Summary,
} from '../contract/status.ts';

/** A condition as a codec reports it; since when is the tracker's business. */
export type Reported = Omit<Condition, 'since'>;

/** Who can clear it and how bad it is, by code; a driver deviates only where its device does. */
export const conditionDefaults: Readonly<Record<ConditionCode, { severity: Severity; action: Remedy }>> = {
  'paper.out': { severity: 'error', action: 'attendant' },
  'paper.low': { severity: 'warning', action: 'attendant' },
  'paper.jam': { severity: 'error', action: 'technician' },
  'cover.open': { severity: 'error', action: 'attendant' },
  'cutter.fault': { severity: 'error', action: 'technician' },
  'head.hot': { severity: 'error', action: 'none' },
  'fault.unrecoverable': { severity: 'error', action: 'technician' },
  'fault.recoverable': { severity: 'error', action: 'reset' },
  'ticket.presented': { severity: 'report', action: 'user' },
  'ticket.notTaken': { severity: 'warning', action: 'user' },
  'card.present': { severity: 'report', action: 'user' },
  'card.none': { severity: 'report', action: 'user' },
  'card.torn': { severity: 'report', action: 'user' },
  'card.unknownType': { severity: 'report', action: 'user' },
  'read.failed': { severity: 'report', action: 'user' },
  'sam.fault': { severity: 'error', action: 'technician' },
  'device.silent': { severity: 'error', action: 'technician' },
  'device.offline': { severity: 'error', action: 'attendant' },
  'device.gone': { severity: 'error', action: 'technician' },
  'scan.flood': { severity: 'warning', action: 'attendant' },
  'paper.wrong': { severity: 'error', action: 'attendant' },
  'toner.low': { severity: 'warning', action: 'attendant' },
  'toner.out': { severity: 'error', action: 'attendant' },
  'output.full': { severity: 'error', action: 'attendant' },
  'device.paused': { severity: 'error', action: 'attendant' },
  'device.busy': { severity: 'error', action: 'none' },
  'device.reported': { severity: 'warning', action: 'technician' },
  'device.mismatch': { severity: 'error', action: 'technician' },
  'door.open': { severity: 'warning', action: 'attendant' },
  tamper: { severity: 'error', action: 'technician' },
  'power.onBattery': { severity: 'warning', action: 'none' },
  'power.batteryLow': { severity: 'error', action: 'none' },
  'power.replaceBattery': { severity: 'warning', action: 'technician' },
  'power.overload': { severity: 'warning', action: 'technician' },
  'power.unknown': { severity: 'warning', action: 'technician' },
  'card.mute': { severity: 'report', action: 'user' },
  'card.locked': { severity: 'report', action: 'user' },
  'reader.gone': { severity: 'error', action: 'technician' },
  'reader.ambiguous': { severity: 'error', action: 'technician' },
  'camera.noFrame': { severity: 'error', action: 'technician' },
  'camera.frozen': { severity: 'error', action: 'technician' },
  'camera.dark': { severity: 'warning', action: 'attendant' },
  'camera.denied': { severity: 'error', action: 'technician' },
  'camera.busy': { severity: 'error', action: 'technician' },
  'driver.crashed': { severity: 'error', action: 'none' },
  'driver.quarantined': { severity: 'error', action: 'technician' },
};

export function condition(code: ConditionCode, raw?: string): Reported {
  return { code, ...conditionDefaults[code], ...(raw === undefined ? {} : { raw }) };
}

/** Holds what is known of a device and tells listeners when that changes. */
export class StatusTracker {
  readonly #clock: Clock;
  readonly #listeners = new Set<(status: DeviceStatus) => void>();
  #status: DeviceStatus = {
    link: 'absent',
    device: 'noDevice',
    activity: 'idle',
    conditions: [],
    summary: 'unavailable',
  };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(): DeviceStatus {
    return this.#status;
  }

  onChange(listener: (status: DeviceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setLink(link: Link): void {
    this.#update({ link });
  }

  setDevice(device: DeviceState): void {
    this.#update({ device });
  }

  setBusy(busy: boolean): void {
    this.#update({ activity: busy ? 'busy' : 'idle' });
  }

  /** Replaces the whole list; conditions that stay keep their `since`. */
  setConditions(reported: readonly Reported[]): void {
    const conditions = reported.map((now): Condition => {
      const before = this.#status.conditions.find((known) => known.code === now.code);
      return before && before.raw === now.raw
        ? before
        : { ...now, since: before?.since ?? this.#clock.now() };
    });
    const same =
      conditions.length === this.#status.conditions.length &&
      conditions.every((now, index) => now === this.#status.conditions[index]);
    if (!same) this.#update({ conditions });
  }

  raise(reported: Reported): void {
    this.setConditions([
      ...this.#status.conditions.filter((known) => known.code !== reported.code),
      reported,
    ]);
  }

  clear(...codes: ConditionCode[]): void {
    this.setConditions(this.#status.conditions.filter((known) => !codes.includes(known.code)));
  }

  #update(change: Partial<DeviceStatus>): void {
    const next = { ...this.#status, ...change };
    next.summary = summarise(next);
    const changed = (Object.keys(next) as (keyof DeviceStatus)[]).some(
      (key) => next[key] !== this.#status[key],
    );
    if (!changed) return;
    this.#status = next;
    for (const listener of this.#listeners) listener(next);
  }
}

function summarise({ link, device, conditions }: DeviceStatus): Summary {
  if (link !== 'up' || device !== 'online') return 'unavailable';
  if (conditions.some(({ severity }) => severity === 'error')) return 'unavailable';
  return conditions.some(({ severity }) => severity === 'warning') ? 'degraded' : 'ready';
}
