import { describe, expect, it } from 'vitest';
import { HandClock } from '../../host/launch/testing/hand-clock.ts';
import { ScriptedChild } from '../../host/launch/testing/scripted-child.ts';
import { type Crash, DriverProcess, type ProcessState } from './driver-process.ts';
import type { FromDriver, ToDriver } from './messages.ts';

type Child = ScriptedChild<ToDriver, FromDriver>;

const started: FromDriver = {
  type: 'started',
  capabilities: [],
  status: { link: 'absent', device: 'noDevice', activity: 'idle', conditions: [], summary: 'unavailable' },
};
const alive: FromDriver = { type: 'alive', vitals: null };

function rig(random: () => number = () => 0) {
  const clock = new HandClock();
  const children: Child[] = [];
  const states: ProcessState[] = [];
  const crashes: Crash[] = [];
  const driver = new DriverProcess({
    spawn: () => {
      const child: Child = new ScriptedChild();
      children.push(child);
      return child;
    },
    device: { id: 'id-card' },
    state: () => 'told by the one before',
    clock,
    random,
    onMessage: () => {},
    onState: (state, crash) => {
      states.push(state);
      if (crash) crashes.push(crash);
    },
  });
  const last = (): Child => children.at(-1)!;
  return {
    clock,
    children,
    states,
    crashes,
    driver,
    last,
    livesFor(ms: number): void {
      for (let passed = 0; passed < ms; passed += 1000) {
        clock.advance(1000);
        last().says(alive);
      }
    },
    /** Crashes at once, and lets the pause before the next attempt pass. */
    crash(): void {
      const before = children.length;
      last().exits({ code: null, signal: 'SIGSEGV' });
      for (let ms = 0; ms < 30_000 && children.length === before; ms += 250) clock.advance(250);
    },
  };
}

describe('a driver process', () => {
  it('is told what its device is, over the channel', () => {
    const { driver, last, states } = rig();
    driver.start();
    driver.start();
    expect(last().sent).toEqual([
      { type: 'start', device: { id: 'id-card' }, state: 'told by the one before' },
    ]);
    last().says(started);
    expect(states).toEqual(['starting', 'running']);
  });

  it('is killed after three seconds without a sign of life, and the cause says so', () => {
    const { driver, clock, last, livesFor, children, crashes } = rig();
    driver.start();
    last().says(started);
    livesFor(60_000);
    clock.advance(2999);
    expect(last().killed).toBe(false);
    clock.advance(1);
    expect(children[0]!.killed).toBe(true);
    expect(crashes).toEqual([{ cause: 'silent', place: null, reason: null }]);
    clock.advance(250);
    expect(children).toHaveLength(2);
  });

  it('may take 15 s to load its native code', () => {
    const { driver, clock, children } = rig();
    driver.start();
    clock.advance(14_999);
    expect(children[0]!.killed).toBe(false);
    clock.advance(1);
    expect(children[0]!.killed).toBe(true);
  });

  it('comes back after 0.25 s, then after twice as long each time, with up to a quarter of jitter', () => {
    for (const [random, factor] of [
      [0, 1],
      [0.5, 0.875],
    ] as const) {
      const { driver, clock, children, last } = rig(() => random);
      driver.start();
      for (const delay of [250, 500, 1000, 2000]) {
        const before = children.length;
        last().exits();
        clock.advance(delay * factor - 1);
        expect(children).toHaveLength(before);
        clock.advance(1);
        expect(children).toHaveLength(before + 1);
      }
    }
  });

  it('that crashes five times in ten minutes is tried every five minutes, until it has held for ten', () => {
    const { driver, clock, children, crash, livesFor, last } = rig();
    driver.start();
    for (let crashes = 1; crashes <= 4; crashes += 1) {
      last().says(started);
      crash();
    }
    last().says(started);
    last().exits();
    expect(driver.state).toBe('quarantined');
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      clock.advance(300_000 - 1);
      expect(children).toHaveLength(4 + attempt);
      expect(driver.state).toBe('quarantined');
      clock.advance(1);
      expect(children).toHaveLength(5 + attempt);
      last().exits();
    }
    clock.advance(300_000);
    last().says(started);
    expect(driver.state).toBe('running');
    livesFor(600_000);
    last().exits();
    expect(driver.state, 'its record is clean').toBe('down');
  });

  it('that crashes now and then is never quarantined', () => {
    const { driver, crash, livesFor, last } = rig();
    driver.start();
    for (let crashes = 1; crashes <= 20; crashes += 1) {
      last().says(started);
      livesFor(180_000);
      crash();
    }
    expect(driver.state).not.toBe('quarantined');
  });

  it('whose driver cannot be made is not tried again', () => {
    const { driver, clock, children, last, crashes } = rig();
    driver.start();
    last().says({ type: 'refused', reason: 'no such profile' });
    expect(children[0]!.killed).toBe(true);
    expect(crashes).toEqual([{ cause: 'refused', place: null, reason: 'no such profile' }]);
    clock.advance(3_600_000);
    expect(children).toHaveLength(1);
  });

  it('tells where a bug ended it', () => {
    const { driver, last, crashes } = rig();
    driver.start();
    last().says({ type: 'fault', place: 'sam-line.ts:120' });
    last().exits({ code: 1, signal: null });
    expect(crashes).toEqual([{ cause: 'code-1', place: 'sam-line.ts:120', reason: null }]);
  });

  it('is asked to end, and killed after 2 s if it does not', async () => {
    const { driver, clock, children, states } = rig();
    driver.start();
    const stopped = driver.stop();
    expect(children[0]!.sent.at(-1)).toEqual({ type: 'close' });
    clock.advance(1999);
    expect(children[0]!.killed).toBe(false);
    clock.advance(1);
    await stopped;
    expect(children[0]!.killed).toBe(true);
    expect(states.at(-1)).toBe('stopped');
    driver.start();
    clock.advance(3_600_000);
    expect(children).toHaveLength(1);
  });

  it('is not started again when it is stopped between two attempts', async () => {
    const { driver, clock, children, last } = rig();
    driver.start();
    last().exits();
    await driver.stop();
    clock.advance(3_600_000);
    expect(children).toHaveLength(1);
  });
});
