import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Statistics } from '../../drivers/contract/device.ts';
import { DeviceBase } from '../../drivers/runtime/device-base.ts';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { openStore, type Store } from '../store/store.ts';
import { countEveryMs, DeviceCounter } from './count-devices.ts';

/** Counts what a test says, and is the unit that a test says. */
class Lamp extends DeviceBase {
  readonly deviceClass = 'id-card';
  readonly capabilities = new Set<string>();
  serial: string | null = null;
  protected override lineUp(): void {}
  protected override lineLost(): void {}
  protected override received(): void {}
  blink(times: number): void {
    this.count('BlinkCount', times);
  }
  serialNumber(): string | null {
    return this.serial;
  }
  async checkHealth(): Promise<never> {
    throw new Error('not asked');
  }
}

let dataDir: string;
let store: Store;
let clock: HandClock;
let lamp: Lamp;

const open = (): Store => openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
const newLamp = (): Lamp => new Lamp({ id: 'lamp', clock, open: () => new Promise(() => {}) });
const counter = (): DeviceCounter => new DeviceCounter([lamp], store.statistics, clock);
const blinks = (): Statistics[string] | undefined => store.statistics.totals('lamp').lifetime['BlinkCount'];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-counter-'));
  clock = new HandClock();
  store = open();
  lamp = newLamp();
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

it('writes once a minute and at the end, each count once', async () => {
  const counting = counter();
  counting.start();
  lamp.blink(3);
  await clock.advance(countEveryMs - 1);
  expect(blinks()).toBeUndefined();
  await clock.advance(1);
  expect(blinks()).toBe(3);
  await clock.advance(10 * countEveryMs);
  expect(blinks()).toBe(3);
  lamp.blink(2);
  counting.stop();
  expect(blinks()).toBe(5);
  expect(clock.pendingTimers).toBe(0);
});

it('a driver that was started again counts from nothing, and the sum goes on', () => {
  const before = counter();
  lamp.blink(3);
  before.stop();
  lamp = newLamp();
  lamp.blink(1);
  counter().stop();
  expect(blinks()).toBe(4);
});

it('what a swapped unit counts is its own', () => {
  const counting = counter();
  lamp.serial = 'A';
  lamp.blink(3);
  counting.keep();
  lamp.serial = 'B';
  // Told at the next look: until then it counts for the one before.
  lamp.blink(1);
  counting.keep();
  lamp.blink(10);
  counting.keep();
  expect(store.statistics.totals('lamp')).toMatchObject({ serialNumber: 'B', lifetime: { BlinkCount: 10 } });
});

it('what the disk does not take is written later, once', () => {
  const counting = counter();
  lamp.blink(3);
  const other = new Database(join(dataDir, 'tongban.db'));
  other.exec('BEGIN IMMEDIATE');
  counting.keep();
  other.exec('COMMIT');
  other.close();
  expect(blinks()).toBeUndefined();
  lamp.blink(1);
  counting.keep();
  counting.keep();
  expect(blinks()).toBe(4);
});
