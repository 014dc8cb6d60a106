import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../drivers/contract/clock.ts';
import { StatusTracker } from '../../drivers/runtime/status-tracker.ts';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { trainingConfig } from '../launch/testing/training-config.ts';
import { openLog, type Log } from '../log/log.ts';
import { loadItems } from '../services/load.ts';
import { JournalWatch } from '../store/journal-watch.ts';
import { openStore, type Store } from '../store/store.ts';
import { kioskLog } from './kiosk-log.ts';
import { createCodes } from '../code/codes.ts';
import { createPorts } from './ports.ts';
import { ReadinessTracker, startGraceMs } from './readiness.ts';

const dayMs = 24 * 3_600_000;
const session = '00000000000000a1';
const { signal } = new AbortController();
const items = loadItems();
const businessId = items[0]?.businesses[0]?.id ?? '';

/** The wall clock is set by a test; monotonic time passes for itself. */
class JumpingClock implements Clock {
  readonly hand = new HandClock();
  #wall = Date.parse('2026-05-06T09:00+08:00');

  now(): number {
    return this.#wall + this.hand.monotonic();
  }
  monotonic(): number {
    return this.hand.monotonic();
  }
  setTimer(callback: () => void, ms: number) {
    return this.hand.setTimer(callback, ms);
  }
  jump(ms: number): void {
    this.#wall += ms;
  }
}

let dataDir: string;
let clock: JumpingClock;
let store: Store;
let log: Log;

const ports = () =>
  createPorts({
    config: trainingConfig,
    items,
    reader: null,
    codes: createCodes({ scanner: null, connect: null, clock }),
    printer: null,
    store,
    journal: new JournalWatch({ dataDir, clock, probe: () => store.probe(), onChange: () => {} }),
    log: kioskLog(log, () => session),
    clock,
    sessionId: () => session,
    reconciled: Promise.resolve(),
    remember: async () => {},
    endSession: async () => {},
  });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-clock-'));
  clock = new JumpingClock();
  store = openStore({ dataDir, clock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });
  log = openLog({ dataDir, clock, maxEntries: 10_000, strict: true, mirror: null });
});
afterEach(() => {
  store.close();
  log.close();
  rmSync(dataDir, { recursive: true });
});

describe.each([
  ['a day back', -dayMs],
  ['a day forward', dayMs],
  ['ten years forward', 3653 * dayMs],
  ['to 1970', -Date.parse('2026-05-06T09:00+08:00')],
])('a clock that jumps %s', (_name, jumpMs) => {
  it('and back again doubles no number of a day, and staff are told that it went back', async () => {
    const taken: string[] = [];
    let operation = 0;
    const take = async (): Promise<void> => {
      operation += 1;
      const { number, opId } = await ports().takeNumber(
        { opId: `${session}-${operation}`, businessId },
        signal,
      );
      taken.push(`${store.numbers.get(opId)?.serviceDay} ${number}`);
    };
    for (const jump of [0, 0, jumpMs, 0, -jumpMs, 0]) {
      clock.jump(jump);
      await take();
    }
    expect(new Set(taken).size).toBe(taken.length);
    expect(log.entries().filter(({ event }) => event === 'clock.went-back')).toHaveLength(1);
    // What people hold of today are different numbers too, whatever the clock said when they took them.
    const today = taken
      .filter((_each, index) => index !== 2 && index !== 3)
      .map((each) => each.split(' ')[1]);
    expect(new Set(today).size).toBe(today.length);
  });

  it('holds up no wait of the flows', async () => {
    let over = false;
    const waiting = ports()
      .wait(60_000, signal)
      .then(() => (over = true));
    await clock.hand.advance(30_000);
    clock.jump(jumpMs);
    await clock.hand.advance(29_999);
    expect(over).toBe(false);
    await clock.hand.advance(1);
    await waiting;
    expect(over).toBe(true);
  });

  it('leaves a device that never answers its time to start, and no more', async () => {
    const tracker = new ReadinessTracker('ticket-printer', true, clock);
    const silent = new StatusTracker(clock).get();
    clock.jump(jumpMs);
    await clock.hand.advance(startGraceMs - 1);
    expect(tracker.update(silent).state).toBe('starting');
    await clock.hand.advance(1);
    expect(tracker.update(silent).state).toBe('unavailable');
  });
});
