import type { Command, Device } from './device.ts';

/** `null`: not known, because the board has not answered yet or does not answer any more. */
export type InputState = boolean | null;

/**
 * Lights, door and cover switches, sensors: named outputs and inputs, whatever the wiring. What is on and off is
 * meant, not electrical: a closed contact that keeps a door closed is `door` off. Capabilities: `lights`, `inputs`,
 * where the profile has any. Conditions of its inputs: `door.open`, `cover.open`, `tamper`.
 */
export interface IoBoard extends Device {
  readonly deviceClass: 'io-board';
  /** The names that `setLight` takes. */
  readonly lights: readonly string[];
  /**
   * Resolves when the board has confirmed it. The light is set again by itself whenever the board has lost it, for
   * example after a power cycle. A light that could not be set goes back to what it was set to before.
   * @throws DeviceError. `unsupported` for a name that the profile does not have; condition `device.mismatch` where the
   * board has no such output.
   */
  setLight(name: string, on: boolean, command: Command): Promise<void>;
  /** Every input by name, debounced. */
  inputs(): Readonly<Record<string, InputState>>;
  /** Called on every change of an input, not with the present state. Returns the unsubscribe. */
  onInput(listener: (name: string, state: InputState) => void): () => void;
}
