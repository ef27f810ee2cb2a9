import { describe, expect, test } from 'vitest';
import { aMarket, at } from '../../test/support/a-market.ts';
import type { MarketIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import { OwnOutcomes } from './own-outcomes.ts';

const FEED = 'chainlink/btcusd';
const rule = { kind: 'spot_close_vs_open', feed: FEED, tie: 'first' } as const;
const MARKET = 0 as MarketIndex;

/** A market of five minutes that opens at 100, as far as its first print goes. */
function opened(changes: Partial<Market> = {}) {
  const outcomes = new OwnOutcomes();
  outcomes.listed(MARKET, aMarket({ rule: { value: rule, source: 'test' }, ...changes }));
  const print = (second: number, value: number, feed = FEED) =>
    outcomes.heard(feed, value, at(second));
  print(0, 100);
  return { outcomes, print };
}

const DIFFERS = { market: MARKET, feed: FEED, open: 100, close: 110, own: 1e6, official: 0 };

describe('the end of a market by our own prints', () => {
  test('agrees with the venue, and nothing is said', () => {
    const { outcomes, print } = opened();
    print(300, 110);
    expect(outcomes.resolved(MARKET, 1_000_000)).toBeUndefined();
  });

  test('differs, and both are told, once', () => {
    const { outcomes, print } = opened();
    print(300, 110);
    expect(outcomes.resolved(MARKET, 0)).toEqual(DIFFERS);
    expect(outcomes.resolved(MARKET, 0)).toBeUndefined();
  });

  test('is told by the print of the close also when that comes after the word', () => {
    const { outcomes, print } = opened();
    expect(outcomes.resolved(MARKET, 0)).toBeUndefined();
    expect(print(299, 90)).toEqual([]);
    expect(print(300, 110)).toEqual([DIFFERS]);
  });

  test('takes the print before where the second has none, but waits for one that is late', () => {
    const { outcomes, print } = opened();
    print(299, 110);
    print(301, 90);
    expect(outcomes.resolved(MARKET, 0)).toBeUndefined();
    expect(print(309, 90)).toEqual([]);
    expect(print(310, 90)).toEqual([DIFFERS]);
    const late = opened();
    late.print(299, 110);
    late.print(301, 90);
    late.print(300, 90);
    expect(late.outcomes.resolved(MARKET, 0)).toBeUndefined();
    expect(late.print(320, 90)).toEqual([]);
  });

  test.each([
    [
      'a hole at the close',
      [
        [290, 110],
        [320, 110],
      ],
    ],
    ['nothing after the opening', []],
  ] as const)('is not known with %s: that is no difference', (_name, prints) => {
    const { outcomes, print } = opened();
    for (const [second, value] of prints) print(second, value);
    expect(outcomes.resolved(MARKET, 0)).toBeUndefined();
  });

  test('is not known before our own record, by other prints, or without a rule of prices', () => {
    const early = opened({ opensAt: at(-300), closesAt: at(0) });
    expect(early.outcomes.resolved(MARKET, 0)).toBeUndefined();
    const other = opened();
    other.print(300, 110, 'chainlink/ethusd');
    expect(other.outcomes.resolved(MARKET, 0)).toBeUndefined();
    const oracle = opened({ rule: { value: { kind: 'oracle' }, source: 'test' } });
    oracle.print(300, 110);
    expect(oracle.outcomes.resolved(MARKET, 0)).toBeUndefined();
  });

  test('a window that was listed late is told by the prints that are still known', () => {
    const { outcomes, print } = opened();
    print(300, 110);
    const late = 1 as MarketIndex;
    outcomes.listed(late, aMarket({ rule: { value: rule, source: 'test' } }));
    print(301, 111);
    expect(outcomes.resolved(late, 0)).toMatchObject({ market: late, open: 100, close: 110 });
  });

  test('is not known where the prices are the same to the last digit that we keep', () => {
    // The venue's have twelve more: what looks like a tie may have gone either way.
    const { outcomes, print } = opened();
    print(300, 100);
    expect(outcomes.resolved(MARKET, 0)).toBeUndefined();
    const next = opened();
    next.print(300, 101);
    expect(next.outcomes.resolved(MARKET, 0)).toMatchObject({ own: 1_000_000 });
  });

  test('of a print without a time nothing is made', () => {
    const { outcomes } = opened();
    expect(outcomes.heard(FEED, 110, Number.NaN)).toEqual([]);
  });
});
