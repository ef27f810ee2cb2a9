import { expect, test } from 'vitest';
import { NOON, RunScript, SECOND, scriptedMarket } from '../../../test/support/run-script.ts';
import { foldReport } from '../report.ts';
import { claimsOf } from './claims-of.ts';
import { CLAIM_RULES, judgeClaims } from './judge-claims.ts';

const DOLLAR = 1_000_000;
const window = (slug: string, seconds: number, length = 300) =>
  scriptedMarket(slug, NOON + seconds * SECOND, length);

/** Names of the windows, with the markets whose trades are in them. */
function windowsOf(markets: ReturnType<typeof scriptedMarket>[]) {
  const script = new RunScript(markets);
  for (const market of markets.keys()) {
    script.trade({ token: 2 * market, price: 500_000, size: DOLLAR });
    script.resolve(market, DOLLAR);
  }
  const [claim] = claimsOf(foldReport(script.record()), { set: 'a', latency: 0 });
  return [...claim!.windows].map(([name, trades]) => [name, trades.map(({ market }) => market)]);
}

test('markets of the same time are one window, those that follow another', () => {
  const markets = [window('btc-0', 0), window('eth-0', 0), window('btc-1', 300)];
  expect(windowsOf(markets)).toEqual([
    ['btc-0', [0, 1]],
    ['btc-1', [2]],
  ]);
});

test('a longer one holds all that it overlaps, in whatever order they come', () => {
  const markets = [
    window('5m-2', 600),
    window('5m-0', 0),
    window('15m', 0, 900),
    window('5m-1', 300),
    window('5m-3', 900),
  ];
  expect(windowsOf(markets)).toEqual([
    ['15m', [2, 1, 3, 0]],
    ['5m-3', [4]],
  ]);
});

test('a market without times is alone', () => {
  const endless = { ...window('game', 0), closesAt: undefined };
  expect(windowsOf([endless, window('a', 0), window('b', 10)])).toEqual([
    ['game', [0]],
    ['a', [1, 2]],
  ]);
});

test('a run says something of each of its strategies, of counted trades alone', () => {
  const script = new RunScript(40, ['first', 'second']);
  for (let market = 0; market < 40; market++) {
    script.trade({ strategy: 0, token: 2 * market, price: 500_000, size: 10 * DOLLAR });
    if (market < 12) {
      script.trade({ strategy: 1, token: 2 * market + 1, price: 500_000, size: 10 * DOLLAR });
    }
    if (market > 0) script.resolve(market, market % 5 === 0 ? 0 : DOLLAR);
  }
  const record = script.record();
  const apart = record.markets.map((_, i) => window(`m-${i}`, 300 * i));
  const claims = claimsOf(foldReport({ ...record, markets: apart }), { set: 'a', latency: 250 });
  expect(claims.map(({ strategy, windows }) => [strategy, windows.size])).toEqual([
    ['first', 39],
    ['second', 11],
  ]);
  expect(claims[0]).toMatchObject({ set: 'a', latency: 250, open: { trades: 0 } });
  expect(claims[0]!.undecided).toMatchObject({ trades: 1, netIfLost: -5 * DOLLAR });
  const judged = judgeClaims(claims, { ...CLAIM_RULES, seed: record.seed });
  expect(judged.claims.map(({ verdict }) => verdict)).toEqual(['earns', 'too_thin']);
});
