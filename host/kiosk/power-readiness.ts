import type { Problem } from '../../contract/problem.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { DeviceStatus } from '../../drivers/contract/status.ts';
import type { DeviceReadiness } from '../../state-machines/ports.ts';
import { ReadinessTracker } from './readiness.ts';

/** Follows a UPS and says what it means for the flows: whether there is power to start something new. */
export class PowerTracker {
  readonly #device: ReadinessTracker;
  readonly #clock: Clock;
  /** The UPS's last word, which counts until it says something else: with the power its server may go as well. */
  #outage: Extract<Problem, 'power-out' | 'power-low'> | null = null;
  #since = '';

  constructor(required: boolean, clock: Clock) {
    this.#device = new ReadinessTracker('ups', required, clock);
    this.#clock = clock;
  }

  update(status: DeviceStatus): DeviceReadiness {
    const device = this.#device.update(status);
    const outage = outageOf(status);
    if (outage !== undefined && outage !== this.#outage) {
      this.#outage = outage;
      this.#since = new Date(this.#clock.now()).toISOString();
    }
    // Required or not: without mains nothing new is started.
    return this.#outage === null
      ? device
      : { required: true, state: 'unavailable', problem: this.#outage, since: this.#since };
  }
}

/** `null`: on mains. `undefined`: the UPS does not say. */
function outageOf({ link, device, conditions }: DeviceStatus): 'power-out' | 'power-low' | null | undefined {
  const codes = new Set(conditions.map(({ code }) => code));
  if (link !== 'up' || device !== 'online' || codes.has('power.unknown')) return undefined;
  // As a warning it means that the battery charges again.
  if (conditions.some(({ code, severity }) => code === 'power.batteryLow' && severity === 'error'))
    return 'power-low';
  return codes.has('power.onBattery') ? 'power-out' : null;
}
