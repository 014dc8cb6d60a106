import type { Platform } from '../open.ts';
import type { Rig } from './rig.ts';

/** One way to the simulated city, on which every port is held to the same expectations. */
export interface Side extends Rig {
  city: Platform;
}
