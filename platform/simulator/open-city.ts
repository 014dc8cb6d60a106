import type { Clock } from '../../drivers/contract/clock.ts';
import { openControl } from './control.ts';
import { listenOnLoopback } from './listen.ts';
import { platformPresets } from './presets.ts';
import type { PlatformSimulator } from './simulator.ts';

export interface OpenCity {
  /** Its port on loopback. */
  port: number;
  /** Where it is made to fail, with a token in the fragment. */
  controlUrl: string;
  close(): Promise<void>;
}

/**
 * A simulated city that can be reached at once and is built when it is first asked: a kiosk starts in less time than
 * its people and papers take. @throws Error where the port cannot be had, RangeError for an unknown preset.
 */
export async function openCity(wanted: {
  port: number;
  clock: Clock;
  preset: string | undefined;
}): Promise<OpenCity> {
  const { clock, preset } = wanted;
  if (preset !== undefined && !platformPresets.some(({ name }) => name === preset))
    throw new RangeError(`no preset "${preset}"`);
  let building: Promise<PlatformSimulator> | null = null;
  const city = () => (building ??= build(clock, preset));
  const listening = await listenOnLoopback(wanted.port, async (request, response) =>
    (await city()).serve(request, response),
  );
  const control = await openControl(city);
  return {
    port: listening.port,
    controlUrl: control.url,
    async close() {
      await control.close();
      await listening.close();
    },
  };
}

async function build(clock: Clock, preset: string | undefined): Promise<PlatformSimulator> {
  const { PlatformSimulator } = await import('./simulator.ts');
  const simulator = new PlatformSimulator({ clock });
  if (preset !== undefined) simulator.apply(preset);
  return simulator;
}
