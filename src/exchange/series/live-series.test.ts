import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { tokenIndex } from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import type { Timestamp, Usd } from '../../domain/units.ts';
import { ExchangeTime } from '../exchange-time.ts';
import { Inside } from '../participants/inside.ts';
import { ParticipantLoop } from '../participants/participant-loop.ts';
import { standardParticipants } from '../participants/standard-participants.ts';
import { ReferenceHistory } from '../sockets/reference-history.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { LocalVenue } from '../venue/local-venue.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import { LiveSeries, type LiveSeriesOptions } from './live-series.ts';

const UNIT = 1_000_000;

/** From noon, the opening of a window of five minutes. */
function stage(changes: Partial<LiveSeriesOptions> = {}) {
  const clock = new VirtualClock();
  const time = new ExchangeTime(clock);
  const venue = new LocalVenue({ time, seed: 1, openingCash: (1_000 * UNIT) as Usd });
  const news: ReferenceNews[] = [];
  const lives: string[] = [];
  const nameOf = (slug: string) => (Number(slug.split('-').at(-1)) - at(0) / UNIT) / 300;
  const tell = (what: string, slug: string, when: number) =>
    lives.push(`${(when - at(0)) / UNIT} ${what} ${nameOf(slug)}`);
  venue.listen({
    reference: (told) => news.push(told),
    listed: ({ slug }, when) => tell('listed', slug, when),
    closed: ({ slug }, when) => tell('closed', slug, when),
    resolved: ({ slug }, when) => tell('resolved', slug, when),
  });
  const options = { seed: 3, assets: ['btc'], frames: ['5m'], ahead: 1, settleDelaySeconds: 20 };
  const series = new LiveSeries(venue, { ...options, ...changes } as LiveSeriesOptions);
  return { clock, venue, series, news, lives };
}

describe('live series', () => {
  test('list, close and resolve at the exchange in time', () => {
    const { clock, series, lives } = stage();
    series.start();
    clock.advance(330_000);
    expect(lives).toEqual([
      '0 listed 0',
      '0 listed 1',
      '300 closed 0',
      '300 listed 2',
      '320 resolved 0',
    ]);
  });

  test('tell the average over thirty seconds beside the one that decides', () => {
    const { clock, series, news } = stage();
    series.start();
    clock.advance(60_000);
    const units = (text = '') => Number(text) * 1e8;
    const sum = news.slice(-30).reduce((all, { value }) => all + units(value), 0);
    expect(units(news.at(-1)?.shortAverage)).toBeCloseTo(sum / 30, 0);
    expect(news.at(-1)?.shortAverage).not.toBe(news.at(-1)?.average);
  });

  test('tell prices once a second, and the strike that they decide', () => {
    const { clock, venue, series, news } = stage();
    series.start();
    clock.advance(320_000);
    expect(news.map((one) => (one.at - at(0)) / UNIT)).toEqual(
      Array.from({ length: 320 }, (_, i) => i + 1),
    );
    const [first, second] = venue.markets.all;
    expect(first?.finalPrice).toBe(news[299]?.value);
    expect(second?.priceToBeat).toBe(first?.finalPrice);
    expect(first?.payout).toBe(Number(first?.finalPrice) >= Number(first?.priceToBeat) ? UNIT : 0);
  });

  test('make up for a sleep of the machine, and tell no old price', () => {
    const { clock, venue, series, news } = stage();
    series.start();
    clock.advance(1_000);
    // What a sleeping machine looks like from inside: time is gone, no timer ran.
    const { now } = venue;
    venue.now = () => (now.call(venue) + 3_600 * UNIT) as ReturnType<typeof now>;
    clock.advance(1_000);
    const times = news.map((one) => (one.at - at(0)) / UNIT);
    expect(times).toEqual([1, ...Array.from({ length: 11 }, (_, i) => 3_592 + i)]);
    expect(series.untold).toBe(3_590);
    const undecided = venue.markets.all.filter(({ payout }) => payout === undefined);
    // The first of them closed two seconds ago.
    expect(undecided.map(({ slug }) => slug)).toEqual([
      'btc-updown-5m-1776084900',
      'btc-updown-5m-1776085200',
      'btc-updown-5m-1776085500',
    ]);
  });

  test.each([0, 7, 3_600])('know the last two minutes where the world began %i s ago', (ago) => {
    const { venue, series, news } = stage({ beganAt: at(-ago) });
    const history = new ReferenceHistory();
    venue.listen({
      reference: (told) => history.add(told),
      earlierReference: (prices) => history.addEarlier(prices),
    });
    series.start();
    const times = history.of('btc').map((one) => (one.at - at(0)) / UNIT);
    expect(times).toEqual(Array.from({ length: 121 }, (_, i) => i - 120));
    expect(history.of('btc').every(({ average }) => average !== undefined)).toBe(true);
    // It is news to nobody.
    expect(news.length).toBeLessThan(12);
  });

  test('close in time for an order that comes before a late timer', () => {
    const { clock, venue, series, lives } = stage();
    series.start();
    clock.advance(299_500);
    const market = venue.markets.all[0] as ListedMarket;
    const { now } = venue.time;
    venue.time.now = () => (now.call(venue.time) + UNIT) as Timestamp;
    const trader = new Inside(venue, series.fairPrice).trader('late');
    const terms = { side: 'buy', price: 500_000, size: 10 * UNIT, timeInForce: 'GTC' } as const;
    const rest = { postOnly: false, expiresAt: undefined };
    trader.submit(tokenIndex(market.index, 0), { ...terms, ...rest } as LimitTerms);
    expect(trader.resting(market.index)).toEqual([]);
    expect(lives.slice(2)).toEqual(['300 closed 0', '300 listed 2']);
    expect(market.closedAt).toBe(at(300));
  });

  test('know what a share is worth', () => {
    const { clock, venue, series } = stage();
    series.start();
    clock.advance(299_000);
    const [market] = venue.markets.all;
    const ahead =
      Number(series.prices.since('btc', at(299))[0]?.text) - Number(market?.priceToBeat);
    const fair = series.fairPrice(market!)!;
    expect(fair > 500_000).toBe(ahead > 0);
    const { listing } = market!;
    const foreign = { ...listing, market: { ...listing.market, asset: 'gold' } };
    expect(series.fairPrice({ ...market!, listing: foreign } as never)).toBeUndefined();
  });

  test('do nothing after the end', () => {
    const { clock, series, news } = stage();
    series.start();
    series.stop();
    clock.advance(10_000);
    expect([news, clock.waiting]).toEqual([[], 0]);
  });
});

test('the usual inhabitants make its markets move, and lose no millionth of a dollar', () => {
  const { clock, venue, series } = stage();
  const inside = new Inside(venue, series.fairPrice);
  const inhabitants = standardParticipants(5, ['btc']);
  const loop = new ParticipantLoop({
    inside,
    inhabitants,
    onStopped: (_name, error) => {
      throw error;
    },
  });
  const cash = venue.totalCash();
  series.start();
  loop.start();
  clock.advance(420_000);
  const [first, second] = venue.markets.all;
  expect(first?.payout).toBeDefined();
  expect(first?.volume).toBeGreaterThan(0);
  expect(second?.volume).toBeGreaterThan(0);
  expect(second?.depth.best(0)).toBeDefined();
  expect(second?.depth.best(1)).toBeDefined();
  expect(loop.stopped).toEqual([]);
  loop.stop();
  series.stop();
  for (const market of venue.markets.all) venue.resolve(market, 0 as never);
  expect(venue.totalCash()).toBe(cash);
}, 30_000);
