import { describe, expect, test } from 'vitest';
import { gammaMarkets, gammaMarketsOfLines, marketOf } from '../../../test/support/gamma-rows.ts';
import { upDownRow } from '../../../test/support/gamma-world.ts';
import { recording, testRecorded } from '../../../test/support/recorded.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { GammaMarket } from '../wire/gamma/market.ts';
import { lifeOf, verdictOf } from './lifecycle.ts';
import { listedMarket } from './market-facts.ts';

describe('a verdict', () => {
  test.each([
    ['open', {}],
    ['pending', { closed: true }],
    ['pending', { closed: true, umaResolutionStatus: 'proposed' }],
    ['disputed', { umaResolutionStatus: 'disputed' }],
    ['unclear', { closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0.9", "0.1"]' }],
    ['unclear', { closed: true, umaResolutionStatus: 'resolved', outcomePrices: '["0", "0"]' }],
    ['decided', upDownRow({ winner: 'Up' })],
    ['decided', upDownRow({ winner: 'half' })],
  ])('is %s', (verdict, told) => {
    expect(verdictOf(marketOf({ ...upDownRow(), ...told }))).toBe(verdict);
  });

  const counted = (rows: readonly GammaMarket[]) => {
    const found: Record<string, number> = {};
    for (const row of rows) found[verdictOf(row)] = (found[verdictOf(row)] ?? 0) + 1;
    return found;
  };

  const catalogue = recording('gamma-and-clob-catalogues-2026-02');
  testRecorded('of every recorded row', catalogue, (folder) => {
    expect(counted(gammaMarkets(folder, 'gamma-markets-600.json.gz'))).toEqual({
      open: 299,
      pending: 6,
      disputed: 1,
      unclear: 4,
      decided: 290,
    });
    // Before the oracle of today nothing says that a resolution is final.
    expect(counted(gammaMarkets(folder, 'gamma-closed-500-old.json.gz'))).toEqual({ pending: 500 });
  });

  const outcomes = recording('btc-5m-chainlink-outcomes-2026-06');
  testRecorded('of a day of five-minute windows', outcomes, (folder) => {
    const rows = gammaMarketsOfLines(folder, 'BTC-5m-markets-2026-06-08.jsonl.gz');
    expect(counted(rows)).toEqual({ decided: 292 });
  });
});

describe('where a listing stands', () => {
  const noon = Date.parse('2026-10-01T12:00:00Z') * 1_000;
  const stateOf = (row: Record<string, unknown>, seconds: number) => {
    const market = marketOf(row);
    const listed = listedMarket(market);
    return listed.ok && lifeOf(market, listed.value, (noon + seconds * 1e6) as Timestamp);
  };

  test.each([
    ['created', { acceptingOrders: false }, -60],
    ['accepting', {}, -60],
    ['trading', {}, 0],
    ['closed', {}, 300],
    ['closed', { closed: true, acceptingOrders: false }, 60],
    ['resolved', upDownRow({ winner: 'Up' }), 400],
  ])('is %s', (state, told, seconds) => {
    expect(stateOf({ ...upDownRow(), ...told }, seconds)).toBe(state);
  });

  test('does not go by the end of what is no window', () => {
    const game = { id: 1, slug: 'a-game', outcomes: '["A", "B"]', acceptingOrders: true };
    expect(stateOf({ ...game, endDate: '2026-10-01T11:00:00Z' }, 0)).toBe('trading');
  });
});
