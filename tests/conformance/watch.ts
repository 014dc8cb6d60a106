import assert from 'node:assert/strict';
import type { Device, Statistics } from '../../drivers/contract/device.ts';
import type { DeviceStatus } from '../../drivers/contract/status.ts';

/** Listens to a device for as long as a test lasts, and keeps what it tells that it may not. */
export class Watch {
  readonly told: DeviceStatus[] = [];
  readonly #device: Device;
  readonly #wrong: string[] = [];
  #before: DeviceStatus;
  #statistics: Statistics;

  constructor(device: Device) {
    this.#device = device;
    this.#before = device.status();
    this.#statistics = device.statistics();
    device.onStatus((now) => {
      this.#look(this.#before, now);
      this.#count();
      this.#before = now;
      this.told.push(now);
    });
  }

  /** @throws AssertionError with the first thing that was wrong. */
  verdict(): void {
    this.#count();
    assert.equal(this.#wrong[0], undefined);
    assert.deepEqual(this.#device.status(), this.#before, 'the status changed without being told');
  }

  #look(before: DeviceStatus, now: DeviceStatus): void {
    const told = `${said(before)} → ${said(now)}`;
    if (JSON.stringify(before) === JSON.stringify(now)) this.#wrong.push(`told twice: ${told}`);
    // The line comes first: without one there is no device to be on-line and none to complain.
    if (now.link !== 'up' && before.device !== 'online' && now.device === 'online')
      this.#wrong.push(`on-line without a line: ${told}`);
    if (now.link !== 'up' && now.summary !== 'unavailable')
      this.#wrong.push(`usable without a line: ${told}`);
    for (const condition of now.conditions) {
      const known = before.conditions.find(({ code }) => code === condition.code);
      if (known && known.since !== condition.since)
        this.#wrong.push(`${condition.code} stays, but is told to have begun anew`);
      if (!known && now.link !== 'up' && !condition.code.startsWith('device.'))
        this.#wrong.push(`${condition.code} without a line to hear it from: ${told}`);
    }
    const error = now.conditions.some(({ severity }) => severity === 'error');
    if (error && now.summary !== 'unavailable') this.#wrong.push(`usable with a fault: ${told}`);
  }

  #count(): void {
    const now = this.#device.statistics();
    for (const [name, before] of Object.entries(this.#statistics))
      if (!((now[name] ?? 0) >= before)) this.#wrong.push(`${name} went from ${before} to ${now[name]}`);
    this.#statistics = now;
  }
}

function said({ link, device, activity, conditions, summary }: DeviceStatus): string {
  return [link, device, activity, summary, ...conditions.map(({ code }) => code)].join(' ');
}
