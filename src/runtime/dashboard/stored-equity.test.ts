import { expect, test } from 'vitest';
import { strategyRun } from '../../../test/support/backtest-options.ts';
import { begunRun, journal } from '../../../test/support/desk-store-rows.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { NOON, RunScript } from '../../../test/support/run-script.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { OpeningPosition } from '../../engine/opening.ts';
import { equitySchema } from '../../server/dashboard/history.ts';
import { rebuildStore } from '../store/kept-store.ts';
import { storedHistory } from './stored-history.ts';

const DAY = 86_400_000_000;
const { capital } = strategyRun('archive', 'random');

/** Trades that each win or lose; the run begins with a holding that had cost three dollars. */
function kept(root: string, name: string, trades: number, at: number, hasEnded = true): void {
  const script = new RunScript(trades, ['random']);
  for (let i = 0; i < trades; i++) {
    script.trade({ token: 2 * i, price: 400_000, size: 5_000_000 });
    script.resolve(i, i % 2 === 0 ? 1_000_000 : 0);
  }
  const begun = begunRun(name, { at: at as Timestamp });
  const held = { token: 't', strategy: 0, shares: 6_000_000, cost: 3_000_000 };
  const opening = { positions: [held as unknown as OpeningPosition], firstOrder: 1 as never };
  const end = { at: (at + DAY / 2) as Timestamp, hash: 'h', datasets: [], fault: undefined };
  journal(root, name, [
    { ...begun, choice: { ...begun.choice, opening } },
    ...script.journal,
    ...(hasEnded ? [{ kind: 'RunEnded' as const, ...end }] : []),
  ]);
}

test('each run is worth what it began with and what its trades made, newest first', async () => {
  const root = temporaryFolder();
  kept(root, 'older', 3, NOON);
  kept(root, 'newer', 1, NOON + DAY, false);
  rebuildStore(root, () => {});
  const history = storedHistory(root, () => NOON + DAY);
  const told = await history.runEquity('all');
  if (!told.ok) throw new Error(told.message);
  const { runs } = equitySchema.parse({ heard: [], runs: told.value });
  expect(runs.map(({ run, mode, ended }) => [run, mode, ended])).toEqual([
    ['newer', 'paper', null],
    ['older', 'paper', NOON + DAY / 2],
  ]);
  // 5 shares at 0.40: the first and third pay 1, the second nothing; then it ends.
  const made = runs[1]?.points.map(({ worth }) => worth - capital - 3_000_000);
  expect(made).toEqual([0, 3_000_000, 1_000_000, 4_000_000, 4_000_000]);
  expect(runs[1]?.points[0]?.at).toBe(NOON);
  expect(runs[1]?.points.at(-1)?.at).toBe(NOON + DAY / 2);
});

test('runs that had ended before are left out', async () => {
  const root = temporaryFolder();
  kept(root, 'older', 1, NOON);
  kept(root, 'newer', 1, NOON + 8 * DAY, false);
  rebuildStore(root, () => {});
  const told = await storedHistory(root, () => NOON + 9 * DAY).runEquity('week');
  expect(told.ok && told.value.map(({ run }) => run)).toEqual(['newer']);
});

test('what a live run did on paper, once it had left the venue, is not of its line', async () => {
  const root = temporaryFolder();
  const script = new RunScript(2, ['random']);
  const traded = (market: number, evidence?: 'venue') => {
    const how = { size: 5_000_000, ...(evidence && { evidence }) };
    script.trade({ token: 2 * market, price: 400_000, ...how });
    script.resolve(market, 1_000_000);
  };
  traded(0, 'venue');
  traded(1);
  journal(root, 'left', [begunRun('left', { mode: 'live' }), ...script.journal]);
  rebuildStore(root, () => {});
  const told = await storedHistory(root, () => NOON + DAY).runEquity('all');
  const made = told.ok && told.value[0]?.points.map(({ worth }) => worth - capital);
  expect(made).toEqual([0, 3_000_000]);
});
