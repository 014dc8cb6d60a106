import type { Clock } from '../../drivers/contract/clock.ts';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import type { PlatformLine } from '../core/client.ts';
import { openPlatform, type Platform } from '../open.ts';
import type { Person } from '../simulator/city/people.ts';
import type { Listening } from '../simulator/listen.ts';
import { PlatformSimulator, simulatedKiosk } from '../simulator/simulator.ts';

/** Noon on a Wednesday. */
const start = Date.parse('2026-03-04T12:00:00+08:00');

/** Shorter than any time-out of an operation, longer than any pause before a repetition. */
const pauseMs = 1000;

/** Time that a test moves by hand; only the short pauses before a repetition pass by themselves. */
export class HandTime implements Clock {
  readonly hand = new HandClock();

  now(): number {
    return start + this.hand.now();
  }

  monotonic(): number {
    return this.hand.monotonic();
  }

  setTimer(callback: () => void, ms: number) {
    const timer = this.hand.setTimer(callback, ms);
    if (ms <= pauseMs) void this.hand.advance(ms);
    return timer;
  }
}

/** A simulated city on loopback and how a kiosk reaches it. */
export interface Rig {
  clock: HandTime;
  simulator: PlatformSimulator;
  line: PlatformLine;
  listening: Listening;
  /** A new adapter, with breakers that have seen nothing. */
  platform(): Platform;
  /** Of the simulated cards, by the holder's name. */
  person(name: string): Person;
}

export async function openRig(): Promise<Rig> {
  const clock = new HandTime();
  const simulator = new PlatformSimulator({ clock });
  const listening = await simulator.listen(0);
  const line: PlatformLine = {
    baseUrl: `http://127.0.0.1:${listening.port}`,
    signer: simulatedKiosk(),
    clock,
    random: () => 0,
  };
  return {
    clock,
    simulator,
    line,
    listening,
    platform: () => openPlatform(line),
    person(name) {
      const found = simulator.city.people.find((person) => person.name === name);
      if (!found) throw new Error(`nobody is called ${name}`);
      return found;
    },
  };
}

let keys = 0;

/** A key that no test has used yet. */
export function newKey(): string {
  keys += 1;
  return `test-key-${String(keys).padStart(10, '0')}`;
}
