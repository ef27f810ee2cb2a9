import { defineConfig } from 'vitest/config';

/** Mutation testing asks only the unit tests of the mutated rooms; the tidy test would refuse. */
export default defineConfig({
  test: {
    include: ['src/{domain,sim}/**/*.test.ts'],
    testTimeout: 30_000,
    // A survivor costs a whole run: fewer histories against the naive twin of sim.
    env: { POLYDESK_RUNS: '40' },
  },
});
