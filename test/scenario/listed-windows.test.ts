// The desk reads what the local exchange lists: names, times, rules and ids of the one are
// understood by the other, though neither knows the other's code.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConditionId, parseTokenId } from '../../src/domain/ids.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { upDownRule } from '../../src/domain/up-down-rule.ts';
import { type Lane, lookbackOf, upDownListing } from '../../src/exchange/series/up-down-listing.ts';
import { SERIES_FRAMES, type Window, windowAt } from '../../src/exchange/series/window.ts';
import { titleOf } from '../../src/exchange/series/window-text.ts';
import { InventedIds } from '../../src/exchange/venue/invented-ids.ts';
import type { Listing } from '../../src/exchange/venue/listing.ts';
import { listedMarket } from '../../src/polymarket/catalog/market-facts.ts';
import { seriesSlugOf, slugsOf } from '../../src/polymarket/catalog/updown-names.ts';
import { windowAt as deskWindowAt } from '../../src/polymarket/wire/updown-window.ts';
import { marketOf } from '../support/gamma-rows.ts';

const lane: Lane = { ids: new InventedIds(1), position: 0 };
const time = (iso: string) => (Date.parse(iso) * 1_000) as Timestamp;
const list = (window: Window) => upDownListing(window, lane, window.opensAt);

/** The row that Gamma would send of it, with no more than what decides. */
function rowOf({ market, id, questionId, resolutionSource }: Listing): Record<string, unknown> {
  const { slug, question, conditionId, labels, tokens, opensAt, closesAt } = market;
  const iso = (at: Timestamp | undefined) => new Date((at as number) / 1_000).toISOString();
  return {
    id,
    slug,
    question,
    conditionId,
    questionID: questionId,
    resolutionSource,
    outcomes: JSON.stringify(labels),
    clobTokenIds: JSON.stringify(tokens),
    eventStartTime: iso(opensAt),
    endDate: iso(closesAt),
    feeType: 'crypto_fees_v2',
  };
}

const seconds = fc.integer({ min: time('2026-04-01') / 1e6, max: time('2036-01-01') / 1e6 });
const windows = fc
  .tuple(seconds, fc.constantFrom(...SERIES_FRAMES), fc.constantFrom('btc', 'hype'))
  .map(([at, frame, asset]) => windowAt(asset, frame, (at * 1e6) as Timestamp));

describe('a listing of the local exchange', () => {
  test('is a window of the desk, under the name that the desk expects', () => {
    fc.assert(
      fc.property(windows, (window) => {
        expect(deskWindowAt(window.asset, window.frame, window.opensAt)).toEqual(window);
        const { market, event } = list(window);
        expect(slugsOf(window)).toEqual([market.slug]);
        expect(event.series?.slug).toBe(seriesSlugOf(window));
      }),
      { numRuns: 500 },
    );
  });

  test('has the rule, the tokens and the times that the desk reads out of its row', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const listing = list(window);
        const read = listedMarket(marketOf(rowOf(listing)));
        if (!read.ok) throw new Error(read.message);
        const { tokens, labels, conditionId, rule, opensAt, closesAt, takerDelayMs } =
          read.value.facts;
        expect({ tokens, labels, conditionId, rule, opensAt, closesAt }).toEqual({
          tokens: listing.market.tokens,
          labels: ['Up', 'Down'],
          conditionId: listing.market.conditionId,
          rule: upDownRule(window.asset, window.frame, window.opensAt, window.closesAt),
          opensAt: window.opensAt,
          closesAt: window.closesAt,
        });
        expect(takerDelayMs?.value).toBe(listing.market.takerDelayMs);
      }),
      { numRuns: 200 },
    );
  });

  test('has ids of the right form, which depend on the seed and the window alone', () => {
    const window = windowAt('btc', '5m', time('2026-11-26T02:31:00Z'));
    const { market, questionId, ...rest } = list(window);
    expect(parseConditionId(market.conditionId)).toEqual({ ok: true, value: market.conditionId });
    expect(parseConditionId(questionId).ok).toBe(true);
    for (const token of market.tokens) expect(parseTokenId(token).ok).toBe(true);
    expect(new Set([...market.tokens, market.conditionId, questionId]).size).toBe(4);
    expect(list(window)).toEqual({ market, questionId, ...rest });
    const other = upDownListing(window, { ids: new InventedIds(2), position: 0 }, window.opensAt);
    expect(other.market.tokens).not.toEqual(market.tokens);
  });

  test('speaks as the venue does', () => {
    const { market, event, resolutionSource } = list(
      windowAt('btc', '5m', time('2026-11-26T02:31:00Z')),
    );
    expect(market.slug).toBe('btc-updown-5m-1795660200');
    expect(event).toMatchObject({
      slug: market.slug,
      title: 'Bitcoin Up or Down - November 25, 9:30PM-9:35PM ET',
      series: { slug: 'btc-up-or-down-5m', title: 'BTC Up or Down 5m' },
      tags: ['up-or-down', 'crypto-prices', 'recurring', 'bitcoin', 'crypto', '5M'],
    });
    expect(market.question).toBe(event.title);
    expect(resolutionSource).toBe('https://data.chain.link/streams/btc-usd-twap-60s-streams');
    expect(market).toMatchObject({
      takerDelayMs: 150,
      minimumSize: 5_000_000,
      fee: { value: { ratePpm: 70_000, exponent: 1, makerRebatePpm: 200_000 } },
    });
  });

  test.each([
    ['2026-06-24T07:50:00Z', 'hype', '5m', 'Hyperliquid Up or Down - June 24, 3:50AM-3:55AM ET'],
    ['2026-11-26T04:55:00Z', 'eth', '5m', 'Ethereum Up or Down - November 25, 11:55PM-12:00AM ET'],
    ['2026-11-25T17:00:00Z', 'btc', '4h', 'Bitcoin Up or Down - November 25, 12:00PM-4:00PM ET'],
  ] as const)('of %s is titled by the clock of New York', (iso, asset, frame, title) => {
    expect(titleOf(windowAt(asset, frame, time(iso)))).toBe(title);
  });

  test.each([
    ['2026-08-06T23:55:00Z', 1, 'btc-usd'],
    ['2026-08-07T00:00:00Z', 30, 'btc-usd-twap-30s-streams'],
    ['2026-08-14T00:00:00Z', 60, 'btc-usd-twap-60s-streams'],
  ])('of %s is decided by the stream of its date', (iso, lookback, stream) => {
    const { market, resolutionSource } = list(windowAt('btc', '5m', time(iso)));
    expect(lookbackOf(market)).toBe(lookback);
    expect(resolutionSource).toBe(`https://data.chain.link/streams/${stream}`);
  });
});
