import type { CarryPorts } from '../../state-machines/carry-ports.ts';

/** Leaving and picking up as it is wanted: a kiosk starts, and gives numbers, without the city. */
export function lazyCarry(open: () => Promise<CarryPorts>): CarryPorts {
  return {
    offer: async (input, signal) => (await open()).offer(input, signal),
    redeem: async (input, signal) => (await open()).redeem(input, signal),
    isSame: async (input, signal) => (await open()).isSame(input, signal),
  };
}
