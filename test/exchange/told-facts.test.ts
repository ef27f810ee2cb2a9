// Facts of a market that is told on several roads: the same on all, and never made up.
import { expect, test } from 'vitest';
import { type FeeSchedule, FREE } from '../../src/domain/fee.ts';
import type { Market } from '../../src/domain/market.ts';
import { ONE } from '../../src/domain/units.ts';
import { wireBook } from '../../src/exchange/clob/book.ts';
import { longMarket, shortMarket } from '../../src/exchange/clob/market-rows.ts';
import { ownTrade } from '../../src/exchange/clob/own-trade.ts';
import { gammaMarket } from '../../src/exchange/gamma/gamma-market.ts';
import { listedText, printText, resolvedText } from '../../src/exchange/sockets/market-text.ts';
import type { Print } from '../../src/exchange/venue/venue-listener.ts';
import { bookHash } from '../../src/polymarket/wire/clob/book-hash.ts';
import { attachedSockets } from '../support/attached-sockets.ts';
import { aListing, LocalBench } from '../support/local-venue.ts';
import { UP } from '../support/wire-samples/ids.ts';

const CRYPTO: FeeSchedule = { ...FREE, ratePpm: 70_000, makerRebatePpm: 200_000 };

function benchOf(
  changes: Pick<Partial<Market>, 'fee' | 'minimumSize' | 'takerDelayMs'>,
): LocalBench {
  const { market } = aListing();
  return new LocalBench({}, aListing({ market: { ...market, ...changes } }));
}

/** What each road names as the base fee of the market, as numbers. */
function baseFees({ market, clock }: LocalBench): readonly (number | undefined)[] {
  const told = JSON.parse(listedText(market, clock.now())) as { taker_base_fee?: string };
  const numbers = [
    shortMarket(market).tbf,
    longMarket(market).taker_base_fee,
    gammaMarket(market, clock.now()).takerBaseFee,
    told.taker_base_fee,
  ];
  return numbers.map((value) => (value === undefined ? undefined : Number(value)));
}

test.each([
  ['takes a fee is the old ceiling', { value: CRYPTO, source: 'test' }, 1_000],
  ['is free is none', { value: FREE, source: 'test' }, 0],
  ['may take a fee is not told', undefined, undefined],
] as const)('the base fee of a market that %s', (_name, fee, told) => {
  expect(baseFees(benchOf({ fee }))).toEqual([told, told, told, told]);
});

test.each([
  ['crypto waits for less than a second', 150, 0],
  ['sports wait', 3_000, 3],
  ['nobody knows', undefined, undefined],
] as const)('takers of %s: seconds of delay', (_name, takerDelayMs, told) => {
  const { market } = benchOf({ takerDelayMs });
  expect([shortMarket(market).sd, longMarket(market).seconds_delay]).toEqual([told, told]);
});

test('a smallest size that is not known is not told as none', () => {
  const { market } = benchOf({ minimumSize: undefined });
  expect([shortMarket(market).mos, longMarket(market).minimum_order_size]).toEqual([
    undefined,
    undefined,
  ]);
});

test('prints and trades name no fee rate, also where a fee is charged', () => {
  const bench = benchOf({ fee: { value: CRYPTO, source: 'test' } });
  const prints: Print[] = [];
  bench.venue.listen({ printed: (print) => prints.push(print) });
  bench.mint(10);
  const [trade] = bench.venue.trades.all.values();
  if (trade === undefined || prints[0] === undefined) throw new Error('nothing was traded');
  expect(trade.taker.fee).toBeGreaterThan(0);
  const told = ownTrade(trade, () => true, bench.venue.ids, bench.clock.now());
  const [maker] = told.maker_orders;
  const { fee_rate_bps: printed } = JSON.parse(printText(prints[0]));
  expect([printed, told.fee_rate_bps, maker?.fee_rate_bps]).toEqual(['0', '0', '0']);
});

test('a market that is decided is described as when it was new', () => {
  const { venue, market, clock } = benchOf({});
  const listed = JSON.parse(listedText(market, clock.now()));
  venue.resolve(market, ONE);
  const resolved = JSON.parse(resolvedText(market, clock.now()));
  for (const name of ['question', 'slug', 'description', 'outcomes', 'event_message', 'tags']) {
    expect([name, resolved[name]]).toEqual([name, listed[name]]);
  }
});

test('a book without a print and of an unknown smallest size says so, on both roads', async () => {
  const { bench, connect } = await attachedSockets({}, benchOf({ minimumSize: undefined }));
  const client = await connect('/ws/market');
  client.say({ assets_ids: [UP], type: 'market' });
  const [text = '[]'] = await client.settled();
  const [{ event_type: _, ...book }] = JSON.parse(text);
  expect(book).toMatchObject({ min_order_size: '', last_trade_price: '', tick_size: '0.01' });
  expect(book).toEqual(wireBook(bench.market, 0));
  expect(bookHash(JSON.stringify(book))).toEqual({ ok: true, value: book.hash });
});
