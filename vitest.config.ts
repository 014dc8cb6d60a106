import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contract,drivers,platform,state-machines,host,electron,renderer,scripts}/**/*.test.{ts,tsx}',
      'tests/{faults,services,conformance,bench}/**/*.test.ts',
    ],
    // Most of the time goes by waiting for devices and processes: three at once also on two processors
    // (457 s there; with two, 694 s in a run in which five waited for their time-out).
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
