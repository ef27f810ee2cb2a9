import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Rooms whose every branch can be reached without I/O, so little may stay unproven. */
const provenRooms = ['domain', 'engine', 'sim'].filter((room) => existsSync(`src/${room}`));

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
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
