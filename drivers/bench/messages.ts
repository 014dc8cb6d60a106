import type { SimulatedRole } from './simulators.ts';

/** A simulated device as the configuration asks for it. */
export interface SimulatedDevice {
  id: string;
  role: SimulatedRole;
  /** Name of the profile that the driver will use, so that the simulator behaves as that model. */
  profile: string;
  /** The state to start in; without it everything works. */
  preset?: string;
}

/**
 * What the process of all simulators is told. It ends by itself on `stop` and when its parent is gone
 * (`disconnect`).
 */
export type ToSimulators =
  | {
      type: 'start';
      devices: SimulatedDevice[];
      /** The systems of the city; `null`: none is simulated. */
      platform: { preset?: string } | null;
      /** Built renderer files; the bench page is among them. */
      rendererDir: string;
      /** Loopback port of the bench page; 0 takes any free one. */
      benchPort: number;
    }
  | { type: 'stop' };

export type FromSimulators =
  | {
      type: 'ready';
      /** Where each simulator listens, speaking the device's own wire protocol. */
      devices: { id: string; host: string; port: number }[];
      benchUrl: string;
      /** The port of the simulated city, and where it is made to fail; `null`: there is none. */
      platform: { port: number; controlUrl: string } | null;
    }
  | { type: 'failed'; reason: string };
