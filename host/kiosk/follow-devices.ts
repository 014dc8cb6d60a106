import type { Problem } from '../../contract/problem.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { Device } from '../../drivers/contract/device.ts';
import type { DeviceStatus } from '../../drivers/contract/status.ts';
import type { Kiosk } from '../../state-machines/create-kiosk.ts';
import type { DeviceReadiness, DeviceRole } from '../../state-machines/ports.ts';
import type { ConfiguredDevice } from '../devices/create.ts';
import type { JournalWatch } from '../store/journal-watch.ts';
import type { KioskLog } from './kiosk-log.ts';
import { PowerTracker } from './power-readiness.ts';
import { ReadinessTracker, startGraceMs } from './readiness.ts';

/** What a citizen is told where a kiosk has no such device. */
const withoutOne: Readonly<Record<DeviceRole, Problem | null>> = {
  ups: null,
  'id-card': 'reader-unavailable',
  'ticket-printer': 'printer-unavailable',
  scanner: 'scanner-unavailable',
};
const roles = Object.keys(withoutOne) as DeviceRole[];

/** Tells the machines what each device can do, and the log what changed. Returns what ends it. */
export function followDevices(
  devices: readonly ConfiguredDevice[],
  kiosk: Kiosk,
  journal: Pick<JournalWatch, 'writable' | 'onChange'>,
  log: KioskLog,
  clock: Clock,
): () => void {
  const ends = devices.map(({ device }) => logChanges(log, device));
  for (const role of roles) {
    const configured = devices.find((device) => device.role === role);
    if (!configured) {
      kiosk.deviceChanged(role, {
        required: false,
        state: 'absent',
        problem: withoutOne[role],
        since: new Date(clock.now()).toISOString(),
      });
      continue;
    }
    const { device, required } = configured;
    const tracker =
      role === 'ups' ? new PowerTracker(required, clock) : new ReadinessTracker(role, required, clock);
    const tell = () => {
      const readiness = tracker.update(device.status());
      kiosk.deviceChanged(role, prints(role) && !journal.writable ? unrecorded(readiness, clock) : readiness);
    };
    ends.push(journal.onChange(tell), device.onStatus(tell));
    // A device that never says anything changes nothing by itself.
    const grace = clock.setTimer(tell, startGraceMs);
    ends.push(() => grace.cancel());
    tell();
  }
  return () => {
    for (const end of ends) end();
  };
}

function logChanges(log: KioskLog, device: Device): () => void {
  let before = device.status();
  return device.onStatus((now) => {
    logChange(log, device.id, before, now);
    before = now;
  });
}

/** What comes out of it must have been recorded first. */
function prints(role: DeviceRole): boolean {
  return role === 'ticket-printer';
}

/** The printer itself may be well; without the journal nothing may be printed. */
function unrecorded({ required }: DeviceReadiness, clock: Clock): DeviceReadiness {
  return {
    required,
    state: 'unavailable',
    problem: 'kiosk-fault',
    since: new Date(clock.now()).toISOString(),
  };
}

function logChange(log: KioskLog, device: string, before: DeviceStatus, now: DeviceStatus): void {
  if (now.link !== before.link) {
    if (now.link === 'lost') log.write('device.link.lost', { device });
    else log.write('device.link.changed', { device, link: now.link });
  }
  if (now.device !== before.device || now.summary !== before.summary)
    log.write('device.status.changed', { device, deviceState: now.device, summary: now.summary });
  for (const { code, action, severity } of now.conditions)
    if (!before.conditions.some((known) => known.code === code))
      log.write('device.condition.raised', { device, condition: code, action, severity });
  for (const { code } of before.conditions)
    if (!now.conditions.some((known) => known.code === code))
      log.write('device.condition.cleared', { device, condition: code });
}
