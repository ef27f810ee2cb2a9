// A recording drives the local exchange: a strategy's orders get there what its backtest says.
import { describe, expect } from 'vitest';
import { FREE } from '../../src/domain/fee.ts';
import type { Shares } from '../../src/domain/units.ts';
import {
  SETTLEMENT_TIMES,
  type SettlementTimes,
} from '../../src/exchange/venue/venue-settlement.ts';
import { importInto } from '../../src/runtime/archive.ts';
import { backtest } from '../../src/runtime/backtest.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { backtestFills, backtestRefusals, fillDifferences } from '../support/fill-differences.ts';
import { temporaryFolder } from '../support/imported.ts';
import { recording, testRecorded } from '../support/recorded.ts';
import { archivedMinutes, type Conditions, sentToExchange } from '../support/recorded-day.ts';

/** Books alone: two windows of five minutes. */
const BOOKS = recording('btc-5m-books-2026-04');
const WINDOWS = ['btc-updown-5m-1776253200', 'btc-updown-5m-1776256500'];
/** Books and prints of six markets, for a quarter of an hour. */
const TRADED = recording('multi-asset-books-trades-2025-12');

/** As a backtest settles. */
const AT_ONCE: SettlementTimes = { minedMs: 0, confirmedMs: 0 };
const RANDOM = { intervalMs: '2000', size: '6' };

/** 35 ms to the venue and 20 ms back. */
async function bothWays(run: BacktestOptions, conditions: Partial<Conditions> = {}) {
  const options = { ...run, latency: { feed: 0, entry: 35_000, response: 20_000 } };
  const { journal, resolutions } = await backtest(options);
  const ours = backtestFills(journal);
  const all = { settlement: AT_ONCE, lateMs: 0, ...conditions };
  const day = await sentToExchange(options, journal, all);
  const payouts = resolutions.map((resolution) => resolution?.payout);
  const differences = fillDifferences(ours, day.fills, day.refused);
  return { ...day, ours, payouts, differences, unwanted: backtestRefusals(journal) };
}

async function tradedRun(folder: string, name: string, takerDelayMs: number) {
  const root = temporaryFolder();
  await importInto(root, folder, undefined, () => {});
  const run = strategyRun(root, name, name === 'random' ? RANDOM : {});
  const data = { ...run.data, completeOnly: false };
  // Of December 2025 nobody recorded these.
  return { ...run, data, takerDelayMs, fee: FREE, minimumSize: 5_000_000 as Shares };
}

describe('a recorded day on the exchange', () => {
  for (const name of ['random', 'join-best']) {
    testRecorded(`fills ${name} from recorded books as the backtest does`, BOOKS, async (path) => {
      const root = await archivedMinutes(path, WINDOWS);
      const day = await bothWays(strategyRun(root, name, name === 'random' ? RANDOM : {}));
      expect(day.ours.length).toBeGreaterThan(40);
      expect(day.differences).toEqual([]);
      expect(day.refused).toEqual(day.unwanted);
      expect(day.driver).toMatchObject({ isOver: true, late: 0 });
      const { all } = day.venue.markets;
      expect(all.map(({ slug }) => slug)).toEqual(WINDOWS);
      expect(all.map(({ payout }) => payout)).toEqual(day.payouts);
      expect(day.venue.totalCash()).toBe(1_000_000_000);
    });

    testRecorded(`fills ${name} beside recorded prints, takers held back`, TRADED, async (path) => {
      const day = await bothWays(await tradedRun(path, name, 150));
      expect(day.ours.length).toBeGreaterThan(100);
      expect(day.differences).toEqual([]);
      expect(day.refused).toEqual(day.unwanted);
      for (const { lastTrade, volume } of day.venue.markets.all) {
        expect(lastTrade).toBeDefined();
        expect(volume).toBeGreaterThan(1_000_000_000);
      }
    });
  }

  testRecorded('is the same where every timer is three seconds late', TRADED, async (path) => {
    const day = await bothWays(await tradedRun(path, 'join-best', 150), { lateMs: 3_000 });
    expect(day.differences).toEqual([]);
    expect(day.driver.late).toBe(0);
  });

  testRecorded(
    'differs where trades have not settled yet, and nowhere else',
    BOOKS,
    async (path) => {
      const root = await archivedMinutes(path, WINDOWS);
      const { differences } = await bothWays(strategyRun(root, 'random', RANDOM), {
        settlement: SETTLEMENT_TIMES,
      });
      expect(differences.length).toBeGreaterThan(0);
      expect(differences.filter(({ rule }) => rule === undefined)).toEqual([]);
    },
  );
});
