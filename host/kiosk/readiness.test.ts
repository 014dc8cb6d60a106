import { describe, expect, it } from 'vitest';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { ConditionCode, DeviceStatus } from '../../drivers/contract/status.ts';
import { condition } from '../../drivers/runtime/status-tracker.ts';
import { ReadinessTracker, startGraceMs } from './readiness.ts';

function handClock(): Clock & { pass(ms: number): void } {
  let at = 0;
  return {
    now: () => Date.UTC(2026, 0, 1) + at,
    monotonic: () => at,
    setTimer: () => ({ cancel() {} }),
    pass: (ms) => {
      at += ms;
    },
  };
}

const online: DeviceStatus = {
  link: 'up',
  device: 'online',
  activity: 'idle',
  conditions: [],
  summary: 'ready',
};
const connecting: DeviceStatus = {
  ...online,
  link: 'connecting',
  device: 'starting',
  summary: 'unavailable',
};
const having = (...codes: ConditionCode[]): DeviceStatus => ({
  ...online,
  summary: 'unavailable',
  conditions: codes.map((code) => ({ ...condition(code), since: 0 })),
});

describe('what a device status means to the flows', () => {
  it('a device that starts is given time, and counts as gone when the time is over', () => {
    const clock = handClock();
    const tracker = new ReadinessTracker('ticket-printer', true, clock);
    expect(tracker.update(connecting).state).toBe('starting');
    clock.pass(startGraceMs);
    expect(tracker.update(connecting)).toMatchObject({
      state: 'unavailable',
      problem: 'printer-unavailable',
    });
  });

  it('once it has answered, a lost line counts at once', () => {
    const tracker = new ReadinessTracker('ticket-printer', true, handClock());
    expect(tracker.update(online)).toMatchObject({ state: 'ready', problem: null });
    expect(tracker.update({ ...connecting, link: 'lost' })).toMatchObject({ problem: 'printer-unavailable' });
  });

  it('what the device itself reports while starting is an answer', () => {
    const tracker = new ReadinessTracker('ticket-printer', true, handClock());
    expect(tracker.update(having('paper.out'))).toMatchObject({
      state: 'unavailable',
      problem: 'printer-paper-out',
    });
  });

  it.each<[ConditionCode[], string]>([
    [['paper.out'], 'printer-paper-out'],
    [['paper.out', 'cover.open'], 'printer-cover-open'],
    [['cutter.fault'], 'printer-fault'],
    [['device.silent'], 'printer-unavailable'],
  ])('%j: the citizen is told %s', (codes, problem) => {
    expect(new ReadinessTracker('ticket-printer', true, handClock()).update(having(...codes)).problem).toBe(
      problem,
    );
  });

  it('says since when, and keeps it while nothing changes', () => {
    const clock = handClock();
    const tracker = new ReadinessTracker('ticket-printer', true, clock);
    const first = tracker.update(having('paper.out'));
    clock.pass(5000);
    expect(tracker.update(having('paper.out'))).toBe(first);
    expect(tracker.update(online).since).not.toBe(first.since);
  });
});
