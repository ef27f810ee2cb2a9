import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rooms whose every branch can be reached without I/O, so little may stay unproven. */
const provenRooms = ['domain', 'engine', 'sim'].filter((room) => existsSync(`src/${room}`));

/** Nothing in them outlives a test, so that their files can share a process, which saves a third. */
const PURE = 'src/{domain,ports,engine,signals,models,strategies,risk,sim,screen,report}';
/** They replace a module, or weigh what a process holds: each in a process of its own. */
const ALONE = ['src/strategies/kept-by-market.test.ts'];

/** Scenarios that no clock drives, or the machine's own: whoever runs beside them is nothing to them. */
const UNHURRIED = 'test/scenario/{crash-points,no-look-ahead,order-interleavings,secrets}.test.ts';

/** Two even where there are two cores: much of a test is waiting. */
const WORKERS = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: [`${PURE}/**/*.test.ts`],
          exclude: ALONE,
          isolate: false,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'units',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
          exclude: [`${PURE}/**`],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // Commands, browsers, recordings: much of it waits for other processes.
          name: 'whole',
          include: ['test/*.test.ts', 'test/!(scenario)/**/*.test.ts', UNHURRIED, ...ALONE],
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // Desks by clocks that run faster than the machine's: one at a time.
          name: 'scenario',
          include: ['test/scenario/**/*.test.ts'],
          exclude: [UNHURRIED],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
      thresholds: Object.fromEntries(
        provenRooms.map((room) => [`src/${room}/**/*.ts`, { branches: 95 }]),
      ),
    },
  },
});
