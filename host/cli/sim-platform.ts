import { systemClock } from '../../drivers/contract/clock.ts';
import { openControl } from '../../platform/simulator/control.ts';
import { platformPresets, PlatformSimulator } from '../../platform/simulator/simulator.ts';

export interface RunningCity {
  /** tcp on loopback. */
  port: number;
  /** Where it is made to fail, with a token. */
  controlUrl: string;
  close(): Promise<void>;
}

/** The simulated city for `tongban sim platform`. @throws Error where the port cannot be had, RangeError for an unknown preset. */
export async function runCity(port: number, preset: string | undefined): Promise<RunningCity> {
  const simulator = new PlatformSimulator({ clock: systemClock });
  if (preset !== undefined) simulator.apply(preset);
  const listening = await simulator.listen(port);
  const control = await openControl(simulator);
  return {
    port: listening.port,
    controlUrl: control.url,
    async close() {
      await control.close();
      await listening.close();
    },
  };
}

export function cityPresets(): string[] {
  return platformPresets().map(({ name }) => name);
}
