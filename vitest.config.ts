import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rooms whose every branch can be reached without I/O, so little may stay unproven. */
const PROVEN = ['domain', 'engine', 'risk', 'sim'].map((room) => `src/${room}/**/*`);
const testsIn = (room: string) => `${room}.test.ts`;
/** Scenarios that those rooms play by themselves. */
const PLAYED =
  'test/scenario/{complete-sets,disputed-resolution,limits-hold,loss-kill,outcome-differs,rewards-accrue,unknown-equity}.test.ts';
/** They replace a module, or weigh what a process holds: each in a process of its own. */
const ALONE = [
  'src/polymarket/orders/order-guard.test.ts',
  'src/strategies/kept-by-market.test.ts',
];
/** Desks by clocks that run many times faster than the machine's: few beside each other. */
const HURRIED = 'test/scenario/{cancel-faults,market-making-desk,short-horizon-desk}.test.ts';

/** Two even where there are two cores: much of a test is waiting. */
const WORKERS = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    maxWorkers: WORKERS,
    projects: [
      {
        extends: true,
        test: {
          name: 'proven',
          include: [...PROVEN.map(testsIn), PLAYED],
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // Nothing in them outlives a test, so that files can share a process: half the work.
          name: 'units',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
          exclude: [...PROVEN.map(testsIn), ...ALONE],
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Commands, browsers, recordings, desks: much of it waits for other processes.
          name: 'whole',
          include: ['test/**/*.test.ts', ...ALONE],
          exclude: [PLAYED, HURRIED],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: { name: 'hurried', include: [HURRIED], maxWorkers: 2, sequence: { groupOrder: 3 } },
      },
    ],
    coverage: {
      provider: 'v8',
      // Counting takes half as much time again, or several times as much: for these alone.
      include: PROVEN.map((room) => `${room}.ts`),
      exclude: ['src/**/*.test.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
      thresholds: Object.fromEntries(PROVEN.map((room) => [`${room}.ts`, { branches: 95 }])),
    },
  },
});
