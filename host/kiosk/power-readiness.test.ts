import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../drivers/contract/status.ts';
import { condition, type Reported } from '../../drivers/runtime/status-tracker.ts';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { PowerTracker } from './power-readiness.ts';
import { startGraceMs } from './readiness.ts';

const answering = (...reported: Reported[]): DeviceStatus => ({
  link: 'up',
  device: 'online',
  activity: 'idle',
  conditions: reported.map((each) => ({ ...each, since: 0 })),
  summary: 'ready',
});
const onBattery = answering(condition('power.onBattery'));
const low = answering(condition('power.onBattery'), condition('power.batteryLow'));
const charging = answering({ ...condition('power.batteryLow'), severity: 'warning' });
const stale = answering(condition('power.unknown'));
const gone: DeviceStatus = {
  link: 'lost',
  device: 'noDevice',
  activity: 'idle',
  conditions: [{ ...condition('device.gone'), since: 0 }],
  summary: 'unavailable',
};

describe('what a UPS means to the flows', () => {
  it.each([
    ['on mains', answering(), null],
    ['charging after an outage', charging, null],
    ['battery to be replaced', answering(condition('power.replaceBattery')), null],
    ['overload', answering(condition('power.overload')), null],
    ['not known', stale, null],
    ['on battery', onBattery, 'power-out'],
    ['battery low', low, 'power-low'],
    ['told to switch off while on mains', answering(condition('power.batteryLow')), 'power-low'],
  ] as const)('%s: %s', (_what, status, problem) => {
    const readiness = new PowerTracker(false, new HandClock()).update(status);
    expect(readiness).toMatchObject(
      problem === null
        ? { required: false, problem: null }
        : { required: true, state: 'unavailable', problem },
    );
  });

  it.each([
    ['its server is gone', gone],
    ['its server has lost it', stale],
  ])('in an outage, when %s: the last word counts until there is another', (_what, status) => {
    const tracker = new PowerTracker(false, new HandClock());
    tracker.update(onBattery);
    expect(tracker.update(status)).toMatchObject({ required: true, problem: 'power-out' });
    tracker.update(low);
    expect(tracker.update(status)).toMatchObject({ required: true, problem: 'power-low' });
    expect(tracker.update(answering())).toMatchObject({ required: false, problem: null });
  });

  it('a UPS that is not there closes the kiosk only where it is required', async () => {
    const clock = new HandClock();
    const trackers = [true, false].map((required) => new PowerTracker(required, clock));
    await clock.advance(startGraceMs);
    expect(trackers.map((tracker) => tracker.update(gone))).toMatchObject([
      { required: true, state: 'unavailable', problem: 'kiosk-fault' },
      { required: false, state: 'unavailable', problem: 'kiosk-fault' },
    ]);
  });

  it('says since when, and keeps it while nothing changes', async () => {
    const clock = new HandClock();
    const tracker = new PowerTracker(false, clock);
    const { since } = tracker.update(onBattery);
    await clock.advance(5000);
    expect(tracker.update(onBattery).since).toBe(since);
    expect(tracker.update(low).since).not.toBe(since);
  });
});
