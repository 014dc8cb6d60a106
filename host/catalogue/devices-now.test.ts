import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../drivers/contract/status.ts';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import type { ConfiguredDevice } from '../devices/create.ts';
import { startGraceMs } from '../kiosk/readiness.ts';
import { DevicesNow } from './devices-now.ts';

const online: DeviceStatus = {
  link: 'up',
  device: 'online',
  activity: 'idle',
  conditions: [],
  summary: 'ready',
};
const starting: DeviceStatus = { ...online, link: 'connecting', device: 'starting', summary: 'unavailable' };
const offline: DeviceStatus = { ...online, device: 'offline', summary: 'unavailable' };

function open(role: 'document-printer' | 'scanner', first: DeviceStatus) {
  const clock = new HandClock();
  const heard = new Set<(status: DeviceStatus) => void>();
  const told = new Set<() => void>();
  const subscribe = <T>(listeners: Set<T>, listener: T) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  let status = first;
  let writable = true;
  let changes = 0;
  const device = {
    status: () => status,
    onStatus: (listener: (status: DeviceStatus) => void) => subscribe(heard, listener),
  };
  const journal = {
    get writable() {
      return writable;
    },
    onChange: (listener: () => void) => subscribe(told, listener),
  };
  const devices = [{ role, required: false, device }] as unknown as ConfiguredDevice[];
  const now = new DevicesNow(devices, journal, clock, () => (changes += 1));
  return {
    clock,
    stop: () => now.stop(),
    can: () => now.all()[role],
    changes: () => changes,
    listeners: () => heard.size + told.size,
    says(next: DeviceStatus) {
      status = next;
      for (const listener of heard) listener(next);
    },
    records(works: boolean) {
      writable = works;
      for (const listener of told) listener();
    },
  };
}

const at = (ms: number) => new Date(ms).toISOString();

describe('what a device can do now', () => {
  it('is told with since when', async () => {
    const printer = open('document-printer', online);
    await printer.clock.advance(60_000);
    printer.says(offline);
    expect(printer.can()).toMatchObject({ summary: 'unavailable', since: at(60_000) });
    await printer.clock.advance(60_000);
    // Polled again, and nothing is different.
    printer.says({ ...offline });
    expect([printer.can()?.since, printer.changes()]).toEqual([at(60_000), 1]);
  });

  it('is not known while it starts, and then it is nothing', async () => {
    const printer = open('document-printer', starting);
    expect(printer.can()?.summary).toBe('ready');
    await printer.clock.advance(startGraceMs);
    expect(printer.can()?.summary).toBe('unavailable');
  });

  it('is not to print while nothing can be recorded', async () => {
    const printer = open('document-printer', online);
    await printer.clock.advance(5000);
    printer.records(false);
    expect(printer.can()).toEqual({ summary: 'unavailable', conditions: [], since: at(5000) });
    printer.records(true);
    expect([printer.can()?.summary, printer.changes()]).toEqual(['ready', 2]);
    const scanner = open('scanner', online);
    scanner.records(false);
    expect(scanner.can()?.summary).toBe('ready');
  });

  it('is not listened to any more at the end', () => {
    const printer = open('document-printer', online);
    expect(printer.listeners()).toBe(2);
    printer.stop();
    expect(printer.listeners()).toBe(0);
  });
});
