import type Database from 'better-sqlite3';
import type { Statistics } from '../../drivers/contract/device.ts';

/** The counters of the unit that stands under a device's id now. */
export interface DeviceTotals {
  /** `null` where the device tells none. */
  serialNumber: string | null;
  lifetime: Statistics;
  /** Since `serviced`, or since the unit is here. */
  sinceService: Statistics;
}

/**
 * Counters of devices over all runs, by the device's id and, where it tells one, its serial number: a device that
 * was swapped begins anew, and one that comes back goes on. Any number of processes may add.
 */
export class DeviceStatistics {
  /**
   * Adds what was counted since the last call.
   * @param serial what the device tells; `null` while it has not, or where it tells none: then it counts for the
   * unit that was there last.
   */
  readonly add: (device: string, serial: string | null, counted: Statistics) => void;
  readonly #unit: Database.Statement<[string], { serial: string }>;
  readonly #totals: Database.Statement<
    [string, string],
    { name: string; lifetime: number; since_service: number }
  >;
  readonly #serviced: Database.Statement<[string, string]>;

  constructor(db: Database.Database) {
    this.#unit = db.prepare('SELECT serial FROM device_unit WHERE device = ?');
    this.#totals = db.prepare(
      'SELECT name, lifetime, since_service FROM device_statistic WHERE device = ? AND serial = ? ORDER BY name',
    );
    this.#serviced = db.prepare(
      'UPDATE device_statistic SET since_service = 0 WHERE device = ? AND serial = ?',
    );
    const setUnit = db.prepare<[string, string]>(
      'INSERT OR REPLACE INTO device_unit (device, serial) VALUES (?, ?)',
    );
    const count = db.prepare<[string, string, string, number, number]>(
      `INSERT INTO device_statistic (device, serial, name, lifetime, since_service) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET lifetime = lifetime + excluded.lifetime,
                                 since_service = since_service + excluded.since_service`,
    );
    const add = db.transaction((device: string, serial: string | null, counted: Statistics) => {
      const unit = serial ?? this.#serial(device);
      if (unit !== this.#serial(device)) setUnit.run(device, unit);
      for (const [name, by] of Object.entries(counted)) count.run(device, unit, name, by, by);
    });
    this.add = (device, serial, counted) => add.immediate(device, serial, counted);
  }

  totals(device: string): DeviceTotals {
    const serial = this.#serial(device);
    const rows = this.#totals.all(device, serial);
    return {
      serialNumber: serial === '' ? null : serial,
      lifetime: Object.fromEntries(rows.map(({ name, lifetime }) => [name, lifetime])),
      sinceService: Object.fromEntries(rows.map(({ name, since_service }) => [name, since_service])),
    };
  }

  /** A technician has serviced the device: what is counted since then begins at 0. */
  serviced(device: string): void {
    this.#serviced.run(device, this.#serial(device));
  }

  #serial(device: string): string {
    return this.#unit.get(device)?.serial ?? '';
  }
}
