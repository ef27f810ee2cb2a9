import { expect, test } from 'vitest';
import type { LiveRun } from '../live/live-run.ts';
import { type Known, watchedLive } from './watched-runs.ts';

test('a desk that leaves the venue is on paper, at the prices that it had before', () => {
  const run = {
    isOnPaper: false,
    desk: {},
    session: { session: { exchange: {} } },
    journal: { reader: () => undefined },
  };
  const known = { provenance: 'live', clock: { now: () => 0 } };
  const { mode } = watchedLive(run as unknown as LiveRun, known as unknown as Known, () => 0);
  expect(mode()).toEqual({ mode: 'live', provenance: 'live' });
  run.isOnPaper = true;
  expect(mode()).toEqual({ mode: 'paper', provenance: 'live' });
});
