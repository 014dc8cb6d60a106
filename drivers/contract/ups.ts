import type { Device } from './device.ts';

export interface PowerReading {
  /** What feeds the kiosk, debounced. `unknown`: the UPS does not say, or its server has lost it. */
  power: 'mains' | 'battery' | 'unknown';
  /** It is time to stop in good order: the battery is low while it feeds, or the UPS has been told to switch off. */
  low: boolean;
  /** Charge of the battery, 0 to 100; `null` where the UPS does not say. */
  chargePercent: number | null;
  /** How long the battery lasts at the present load, in seconds; `null` where the UPS does not say. */
  runtimeSeconds: number | null;
  /** `ups.status` word by word as it came (NUT: OL, OB, LB, FSD …), words that nobody knows included. Not debounced. */
  tokens: readonly string[];
}

/**
 * Uninterruptible power supply. Capabilities: `power`. Conditions: `power.onBattery`, `power.batteryLow` (an error only
 * where `low`; a warning while it charges again), `power.replaceBattery`, `power.overload`, `power.unknown`.
 */
export interface Ups extends Device {
  readonly deviceClass: 'ups';
  /** As last heard; all unknown before the first answer and after the link was lost. */
  power(): PowerReading;
}
