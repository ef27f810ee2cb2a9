import { expect, test } from 'vitest';
import { NOON, RunScript, SECOND } from '../../../test/support/run-script.ts';
import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import { RunActivity } from '../../report/activity/run-activity.ts';
import { type Asked, toldActivity } from './told-activity.ts';

const DOLLAR = 1_000_000;
const slugAt = (seconds: number) => `btc-updown-5m-${NOON / SECOND + seconds}`;

function list(script: RunScript, market: number, slug: string, at = NOON): void {
  script.journal.push({
    kind: 'MarketListed',
    at: at as Timestamp,
    market: market as MarketIndex,
    slug,
  });
}

function told(
  script: RunScript,
  seconds: number,
  opinion?: Asked['opinion'],
  strategies = ['alpha'],
) {
  const activity = new RunActivity(strategies);
  for (const entry of script.journal) activity.append(entry);
  const asked = opinion && { opinion, models: () => [] };
  return toldActivity(activity, (NOON + seconds * SECOND) as Timestamp, asked);
}

function happens(script: RunScript, entry: unknown): void {
  script.journal.push(entry as JournalEntry);
}

test('coverage is by asset and frame; a win rate has its interval, a return its outlay', () => {
  const script = new RunScript(4);
  list(script, 0, slugAt(0));
  list(script, 1, slugAt(300));
  list(script, 2, 'eth-updown-15m-1776081600');
  list(script, 3, 'fed-decision-in-december');
  script.trade({ token: 0, price: 600_000, size: 10 * DOLLAR });
  script.trade({ token: 2, price: 500_000, size: 10 * DOLLAR });
  script.resolve(0, 1_000_000);
  script.resolve(1, 0);
  script.trade({ token: 4, price: 500_000, size: 10 * DOLLAR });
  const { coverage, strategies } = told(script, 400);
  expect(coverage).toEqual([
    { asset: 'btc', frame: '5m', seen: 2, traded: 2, labeled: 2 },
    { asset: 'eth', frame: '15m', seen: 1, traded: 1, labeled: 0 },
    { asset: undefined, frame: undefined, seen: 1, traded: 0, labeled: 0 },
  ]);
  const [alpha] = strategies;
  expect(alpha).toMatchObject({ decisions: 3, orders: 3, fills: 3, traded: 3, settled: 2, won: 1 });
  expect(alpha).toMatchObject({ net: -1 * DOLLAR, outlay: 11 * DOLLAR, winRate: 0.5 });
  expect(alpha?.roi).toBeCloseTo(-1 / 11, 12);
  expect(alpha?.winRateInterval?.low).toBeCloseTo(0.0945, 4);
});

test('a market in which nothing was decided has its explanation', () => {
  const script = new RunScript(6, ['alpha', 'beta']);
  list(script, 0, slugAt(600));
  list(script, 1, slugAt(0));
  list(script, 2, slugAt(-600), NOON + SECOND);
  list(script, 3, slugAt(-300), NOON - 300 * SECOND);
  list(script, 4, slugAt(-300).replace('btc', 'eth'), NOON - 300 * SECOND);
  script.resolve(2, 0);
  happens(script, { kind: 'MarketClosed', at: NOON, market: 3 });
  happens(script, { kind: 'StrategyHalted', at: NOON, strategy: 1, message: 'x' });
  happens(script, { kind: 'MarketClosed', at: NOON, market: 4 });
  const ask: Asked['opinion'] = (strategy, market) => {
    expect([strategy, market]).toEqual([0, 1]);
    return { code: 'favorite', token: undefined, numbers: { secondsUntilWindow: 50 } };
  };
  const [alpha, beta] = told(script, 210, ask, ['alpha', 'beta']).strategies;
  const lines = (strategy: typeof alpha) =>
    strategy?.silences.map(({ code, markets, nearest }) => [code, markets, nearest.numbers]);
  expect(lines(alpha)).toEqual([
    ['closed_undecided', 2, {}],
    ['not_open_yet', 1, { secondsUntilOpen: 390 }],
    ['favorite', 1, { secondsUntilWindow: 50 }],
    ['over_before_known', 1, {}],
  ]);
  expect(lines(beta)).toEqual([
    ['strategy_halted', 3, {}],
    ['over_before_known', 1, {}],
    ['closed_undecided', 1, {}],
  ]);
});

test('what an earlier run has left is held to its end without a word', () => {
  const script = new RunScript(1);
  list(script, 0, slugAt(0));
  const shares = { strategy: 0, token: 0, shares: 5 * DOLLAR, cost: 2 * DOLLAR };
  happens(script, { kind: 'PositionOpened', at: NOON, ...shares });
  script.resolve(0, 1_000_000);
  const [alpha] = told(script, 400).strategies;
  expect(alpha?.silences).toMatchObject([{ code: 'held_from_before', markets: 1 }]);
});

test('of every market it is told what a strategy did, or why nothing', () => {
  const script = new RunScript(12);
  for (let market = 0; market < 12; market++) list(script, market, slugAt(market * 300));
  for (const market of [0, 3, 6]) script.skip('no_favorite', market);
  for (const market of [3, 4]) script.deny('too_large', { token: 2 * market });
  script.trade({ token: 14, price: 500_000, size: DOLLAR });
  const { silences } = told(script, 1_000).strategies[0] ?? { silences: [] };
  const decided = new Set([0, 3, 6, 4, 7]);
  const silent = silences.reduce((sum, { markets }) => sum + markets, 0);
  expect(silent + decided.size).toBe(12);
});

test('of several that wait for the same, the one whose time comes first is named', () => {
  const script = new RunScript(3);
  for (const [market, seconds] of [600, 300, 900].entries()) list(script, market, slugAt(seconds));
  const [silence] = told(script, 0).strategies[0]?.silences ?? [];
  expect(silence).toEqual({
    code: 'not_open_yet',
    markets: 3,
    nearest: { market: slugAt(300), numbers: { secondsUntilOpen: 300 } },
  });
});

test('markets that a stop closed at a later time were still open, or not open yet', () => {
  const script = new RunScript(2);
  list(script, 0, slugAt(0));
  list(script, 1, slugAt(300));
  happens(script, { kind: 'MarketClosed', at: NOON + 300 * SECOND, market: 0 });
  happens(script, { kind: 'MarketClosed', at: NOON + 600 * SECOND, market: 1 });
  const codes = told(script, 100).strategies[0]?.silences.map(({ code }) => code);
  expect(codes).toEqual(['nothing_said', 'not_open_yet']);
});

test('a market with a skip, a denial or an order is not silent', () => {
  const script = new RunScript(3);
  for (const market of [0, 1, 2]) list(script, market, slugAt(market * 300));
  script.skip('no_favorite', 0);
  script.deny('too_large', { token: 2 });
  script.submit({ token: 4, price: 500_000, size: DOLLAR });
  const { silences, reasons } = told(script, 1).strategies[0 as StrategyIndex] ?? {};
  expect(silences).toEqual([]);
  expect(reasons?.map(({ latest }) => latest.market)).toEqual([slugAt(0), slugAt(300)]);
});
