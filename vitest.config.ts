import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contract,drivers,platform,state-machines,host,electron,renderer,scripts}/**/*.test.{ts,tsx}',
      'tests/{faults,services,conformance,bench}/**/*.test.ts',
    ],
    // Most of the time goes by waiting for devices and processes: two at once also where there are two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
