import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contract,drivers,state-machines,host,electron,renderer,scripts}/**/*.test.{ts,tsx}',
      'tests/{faults,conformance,bench}/**/*.test.ts',
    ],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
