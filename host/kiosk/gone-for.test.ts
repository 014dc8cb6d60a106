import { expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import type { DeviceState, DeviceStatus } from '../../drivers/contract/status.ts';
import { goneFor } from './gone-for.ts';

function watched() {
  const clock = new HandClock();
  const stop = new AbortController();
  const listeners = new Set<(status: DeviceStatus) => void>();
  let status: DeviceStatus = {
    link: 'up',
    device: 'online',
    activity: 'idle',
    conditions: [],
    summary: 'ready',
  };
  const device = {
    status: () => status,
    onStatus(listener: (status: DeviceStatus) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  let gone = false;
  void goneFor(device, clock, 1000, stop.signal).then(() => (gone = true));
  return {
    clock,
    stop,
    listeners,
    isGone: async () => {
      await Promise.resolve();
      return gone;
    },
    becomes(next: DeviceState) {
      status = { ...status, device: next };
      for (const listener of listeners) listener(status);
    },
  };
}

it('a device that stays away is gone when the time is over', async () => {
  const { clock, becomes, isGone, listeners } = watched();
  becomes('noDevice');
  await clock.advance(999);
  becomes('powerOff');
  expect(await isGone()).toBe(false);
  await clock.advance(1);
  expect(await isGone()).toBe(true);
  expect(listeners.size).toBe(0);
});

it('one that comes back in time is not, and the time starts over', async () => {
  const { clock, becomes, isGone } = watched();
  becomes('noDevice');
  await clock.advance(999);
  becomes('online');
  becomes('noDevice');
  await clock.advance(999);
  expect(await isGone()).toBe(false);
});

it('nothing is watched any more after the abort', () => {
  const { clock, becomes, stop, listeners } = watched();
  becomes('noDevice');
  stop.abort();
  expect(listeners.size).toBe(0);
  expect(clock.pendingTimers).toBe(0);
});
