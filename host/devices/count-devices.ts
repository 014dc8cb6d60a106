import type { Clock, Timer } from '../../drivers/contract/clock.ts';
import type { Device, Statistics } from '../../drivers/contract/device.ts';
import type { DeviceStatistics } from '../store/device-statistics.ts';
import { isDiskTrouble } from '../store/disk-trouble.ts';

/** A power cut costs so much of the counters at most. */
export const countEveryMs = 60_000;

/** Carries what devices count into the store, each minute and at the end, and only what is new. */
export class DeviceCounter {
  readonly #devices: readonly Device[];
  readonly #statistics: DeviceStatistics;
  readonly #clock: Clock;
  /** What of each device is in the store already, by its id. */
  readonly #kept = new Map<string, Statistics>();
  /** The unit that each device was when it was last looked at; while it has not told, that of before stays. */
  readonly #serials = new Map<string, string>();
  #timer: Timer | null = null;

  constructor(devices: readonly Device[], statistics: DeviceStatistics, clock: Clock) {
    this.#devices = devices;
    this.#statistics = statistics;
    this.#clock = clock;
  }

  start(): void {
    this.#timer = this.#clock.setTimer(() => {
      this.keep();
      this.start();
    }, countEveryMs);
  }

  /** After the devices were closed: nothing is counted any more. */
  stop(): void {
    this.#timer?.cancel();
    this.keep();
  }

  /** What cannot be written now is written with what comes after it. */
  keep(): void {
    for (const device of this.#devices) {
      try {
        this.#keep(device);
      } catch (error) {
        if (!isDiskTrouble(error)) throw error;
      }
    }
  }

  #keep(device: Device): void {
    const told = device.serialNumber?.() ?? null;
    // A unit that was swapped since: most of what is new was counted by the one before.
    const serial = this.#serials.get(device.id) ?? told;
    const now = device.statistics();
    const before = this.#kept.get(device.id) ?? {};
    const counted = Object.fromEntries(
      Object.entries(now)
        .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
        .filter(([, by]) => by > 0),
    );
    if (Object.keys(counted).length > 0) {
      this.#statistics.add(device.id, serial, counted);
      this.#kept.set(device.id, now);
    }
    if (told !== null) this.#serials.set(device.id, told);
  }
}
