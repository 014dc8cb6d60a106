import type { PowerReading } from '../contract/ups.ts';
import { Debounce, type DebounceTimes } from '../runtime/debounce.ts';
import { condition, type Reported } from '../runtime/status-tracker.ts';

export const nothingKnown: PowerReading = {
  power: 'unknown',
  low: false,
  chargePercent: null,
  runtimeSeconds: null,
  tokens: [],
};

/** What the variables of a UPS mean. Mains that come and go within seconds do not count. */
export class Power {
  readonly #onBattery: Debounce;

  /** @param times `on`: until the battery counts as feeding; `off`: until the mains count as back. */
  constructor(times: DebounceTimes) {
    this.#onBattery = new Debounce(times);
  }

  /** @param variables by name. @param at monotonic ms. */
  read(variables: ReadonlyMap<string, string>, at: number): PowerReading {
    const tokens = (variables.get('ups.status') ?? '').split(' ').filter((token) => token !== '');
    return {
      power: this.#source(tokens, at),
      low: tokens.includes('FSD') || (tokens.includes('OB') && tokens.includes('LB')),
      chargePercent: numberOf(variables.get('battery.charge'), 100),
      runtimeSeconds: numberOf(variables.get('battery.runtime'), Infinity),
      tokens,
    };
  }

  #source(tokens: readonly string[], at: number): PowerReading['power'] {
    const battery = tokens.includes('OB');
    // On bypass the mains feed the kiosk past the UPS.
    if (!battery && !tokens.includes('OL') && !tokens.includes('BYPASS')) return 'unknown';
    return this.#onBattery.sample(battery, at) ? 'battery' : 'mains';
  }
}

/** What staff should know of a reading. */
export function conditionsOf({ power, low, tokens }: PowerReading): Reported[] {
  const raw = tokens.join(' ');
  const reported: Reported[] = [];
  if (power === 'battery') reported.push(condition('power.onBattery', raw));
  if (low) reported.push(condition('power.batteryLow', raw));
  // After a long outage: nothing has to stop any more.
  else if (tokens.includes('LB'))
    reported.push({ ...condition('power.batteryLow', raw), severity: 'warning' });
  if (tokens.includes('RB')) reported.push(condition('power.replaceBattery', raw));
  if (tokens.includes('OVER')) reported.push(condition('power.overload', raw));
  if (power === 'unknown') reported.push(condition('power.unknown', raw));
  return reported;
}

function numberOf(text: string | undefined, largest: number): number | null {
  const value = Number(text?.trim() || NaN);
  return value >= 0 && value <= largest ? value : null;
}
