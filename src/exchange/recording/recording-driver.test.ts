import { expect, test } from 'vitest';
import { aMarket, at } from '../../../test/support/a-market.ts';
import { type Row, tapeOf } from '../../../test/support/tape-rows.ts';
import { breathe, VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { Market } from '../../domain/market.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_CLOSE,
  KIND_LEVEL,
  KIND_LIST,
  KIND_REFERENCE,
  KIND_RESOLVE,
  type Tape,
} from '../../domain/tape.ts';
import { SCALE, type Usd } from '../../domain/units.ts';
import { ExchangeTime } from '../exchange-time.ts';
import { LocalVenue } from '../venue/local-venue.ts';
import { RecordingDriver } from './recording-driver.ts';
import { TapesAhead } from './tapes-ahead.ts';

const FEEDS = ['binance/btcusdt', 'chainlink/btcusd', 'chainlink/btcusd-twap60'];

async function* inTurn(tapes: readonly Tape[]) {
  yield* tapes;
}

/** A recording on an exchange that starts at second 0; what was told, with its second. */
async function driven(tapes: readonly (readonly Row[])[], market: Partial<Market> = {}) {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  const time = new ExchangeTime(clock, 10, at(0));
  const venue = new LocalVenue({ time, seed: 1, openingCash: (1_000 * SCALE) as Usd });
  const markets = [{ ...aMarket(), ...market } as Market];
  const ahead = new TapesAhead(inTurn(tapes.map(tapeOf)), (error) => faults.push(error));
  await ahead.read();
  const source = { markets, knownAhead: 0, feeds: FEEDS };
  const driver = new RecordingDriver(venue, source, ahead);
  const told: (readonly [second: number, what: string])[] = [];
  const say = (when: number, what: string) => told.push([(when - at(0)) / 1_000_000, what]);
  venue.listen({
    listed: (one, when) => say(when, `listed ${one.slug}`),
    levels: (_, changes, when) => say(when, `${changes.length} levels`),
    closed: (_, when) => say(when, 'closed'),
    resolved: ({ payout }, when) => say(when, `pays ${payout}`),
    reference: ({ asset, value, average, at: when }) => say(when, `${asset} ${value} ${average}`),
  });
  driver.start();
  await breathe();
  return { clock, venue, driver, told, faults };
}

const LISTED = { kind: KIND_LIST, at: at(0), flags: FLAG_LAST };
const level = (second: number, price: number, flags = 0) => ({
  kind: KIND_LEVEL,
  at: at(second),
  price,
  size: 5_000_000,
  flags: FLAG_BOOK | flags,
});
const book = (second: number, price = 400_000) => [
  { kind: KIND_CLEAR, at: at(second), flags: FLAG_BOOK },
  level(second, price),
  level(second, price - 10_000, FLAG_LAST),
];

test('everything happens at its own time on a clock that runs ten times as fast', async () => {
  const { clock, driver, told } = await driven([
    [
      LISTED,
      ...book(1),
      { kind: KIND_CLOSE, at: at(20), flags: FLAG_LAST },
      { kind: KIND_RESOLVE, at: at(30), outcome: 1, price: SCALE, flags: FLAG_LAST },
    ],
  ]);
  expect(told).toEqual([[0, `listed ${aMarket().slug}`]]);
  clock.advance(100);
  expect(told.at(-1)).toEqual([1, '2 levels']);
  clock.advance(1_899);
  expect(told).toHaveLength(2);
  clock.advance(1_001);
  expect(told.slice(2)).toEqual([
    [20, 'closed'],
    [30, 'pays 0'],
    [30, '2 levels'],
  ]);
  expect(driver).toMatchObject({ rows: 6, late: 0, isOver: true });
});

test('who was asleep catches up in order, each thing at its time', async () => {
  const { clock, told, venue } = await driven([[LISTED, ...book(1), ...book(2, 500_000)]]);
  clock.advance(1_000);
  expect(told.slice(1)).toEqual([
    [1, '2 levels'],
    [2, '4 levels'],
  ]);
  expect(venue.now()).toBeGreaterThanOrEqual(at(10));
});

test('what was read after somebody acted happens when it was', async () => {
  const { clock, driver, told } = await driven([[LISTED], book(1), book(3, 500_000)]);
  clock.advance(200);
  await breathe();
  clock.advance(100);
  await breathe();
  expect(told.slice(1)).toEqual([
    [1, '2 levels'],
    [3, '4 levels'],
  ]);
  expect(driver).toMatchObject({ late: 0, isOver: true });
  const slow = await driven([[LISTED], book(1), book(2), book(3, 500_000)]);
  slow.clock.advance(500);
  slow.venue.play(tapeOf([]));
  await breathe();
  expect(slow.told.at(-1)).toEqual([5, '4 levels']);
  expect(slow.driver.late).toBe(3);
});

test('the reference is what was recorded of it, and nothing else', async () => {
  const print = { kind: KIND_REFERENCE, flags: FLAG_LAST };
  const { clock, driver, told } = await driven([
    [
      { ...print, at: at(1), market: 0, size: 60_000_000_000 },
      { ...print, at: at(2), market: 1, size: 61_000_500_000 },
      { ...print, at: at(3), market: 2, size: 62_000_000_000 },
      { ...print, at: at(4), market: 1, size: 63_000_000_000 },
    ],
  ]);
  clock.advance(400);
  expect(told).toEqual([
    [2, 'btc 61000.5 undefined'],
    [4, 'btc 63000 62000'],
  ]);
  expect(driver.untold).toBe(1);
});

test('names that nobody recorded are invented, and said to be', async () => {
  const unknown = [undefined, undefined] as const;
  const { venue } = await driven([[LISTED]], { labels: unknown, tokens: unknown });
  const { market, event } = venue.markets.at(0).listing;
  expect(market).toMatchObject({ labels: ['First', 'Second'], slug: aMarket().slug });
  expect(market.tokens[0]).toMatch(/^\d+$/);
  expect(event).toMatchObject({ series: { slug: 'btc-up-or-down-5m' } });
  expect(event.description).toContain('so they are invented: condition, tokens, names of');
});

test('a recording that cannot be read on ends there, and is told', async () => {
  async function* broken() {
    yield tapeOf([LISTED]);
    throw new Error('a damaged file');
  }
  const faults: unknown[] = [];
  const ahead = new TapesAhead(broken(), (error) => faults.push(error));
  await ahead.read();
  ahead.take(() => {});
  await breathe();
  expect([faults, ahead.isOver]).toEqual([[new Error('a damaged file')], true]);
});
