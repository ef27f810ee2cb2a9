import { expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { tradedStage } from '../../../test/support/data-stage.ts';
import { DOWN, UP } from '../../../test/support/wire-samples/ids.ts';
import { readPricesHistoryPage } from '../../polymarket/wire/data/prices-history.ts';

const START = at(0) / 1_000_000;

/** Prints at 0.5 and 0.6 within the first minute, at 0.6 and 0.7 two minutes later. */
function stage() {
  const parts = tradedStage();
  const { bench } = parts;
  bench.clock.advance(120_000);
  bench.send(bench.ann, { side: 'sell', price: 0.6, size: 5 });
  bench.clock.advance(20_000);
  bench.send(bench.bob, { side: 'buy', price: 0.7, size: 5 });
  const rows = async (query: string, token: string = UP) =>
    (await parts.second(`/prices-history?token_id=${token}&${query}`)).json().data;
  return { ...parts, rows };
}

test('prices come by the bucket, and end with the last print at its own second', async () => {
  const { rows, second } = stage();
  const minute = (seconds: number) => seconds - (seconds % 60);
  expect(await rows(`start=${START}`)).toEqual([
    { timestamp: minute(START), price: 0.5, resolution_seconds: 60 },
    // The last that was seen within the minute.
    { timestamp: minute(START + 130), price: 0.7, resolution_seconds: 60 },
    { timestamp: START + 150, price: 0.7, resolution_seconds: 0 },
  ]);
  const { body } = await second(`/prices-history?token_id=${DOWN}&interval=1h`);
  expect(readPricesHistoryPage(body)).toMatchObject({ refusals: [], wrongFields: [] });
  const prices = (await rows('interval=1h', DOWN)).map(({ price }: { price: number }) => price);
  expect(prices).toEqual([0.5, 0.3, 0.3]);
});

test('a stretch is up to its end, an interval up to now, and a moment is one print', async () => {
  const { bench, rows } = stage();
  expect(await rows(`start=${START}&end=${START + 60}`)).toHaveLength(1);
  expect(await rows(`as_of=${START + 149}`)).toMatchObject([
    { timestamp: START + 130, price: 0.6 },
  ]);
  expect(await rows(`asOf=${START - 1}`)).toEqual([]);
  bench.clock.advance(2 * 3_600_000);
  expect(await rows('interval=1h')).toEqual([]);
  expect(await rows('interval=6h')).toHaveLength(3);
});

test('what was seen at a moment whose prints are not kept is not known', async () => {
  const { bench, rows, second } = stage();
  const { market } = bench;
  const { lastTrade } = market;
  const print = (minute: number) => {
    const when = at(300_000 + minute * 60_000);
    market.traded({ ...lastTrade!, at: when }, lastTrade!.price);
  };
  for (let minute = 0; minute < 1_438; minute++) print(minute);
  expect(await rows(`as_of=${START - 1}`)).toEqual([]);
  expect(await rows(`as_of=${START + 149}`)).toHaveLength(1);
  print(1_438);
  for (const when of [START - 1, START + 10]) {
    const { status, json } = await second(`/prices-history?token_id=${UP}&as_of=${when}`);
    expect([status, json().code]).toEqual([404, 'not_found']);
  }
  expect(await rows(`as_of=${START + 149}`)).toHaveLength(1);
});

test('a market that is decided ends with what the token paid', async () => {
  const { bench, rows } = stage();
  bench.venue.resolve(bench.market, 0 as never);
  expect((await rows('interval=1d', DOWN)).at(-1)).toMatchObject({
    price: 1,
    resolution_seconds: 0,
  });
});

test('a stretch that ended before the winner was known says nothing of it', async () => {
  const { bench, rows } = stage();
  bench.clock.advance(600_000);
  const path = `start=${START}&end=${START + 300}`;
  const before = await rows(path);
  bench.venue.resolve(bench.market, 0 as never);
  expect(before).toHaveLength(3);
  expect(await rows(path)).toEqual(before);
});

test.each([
  '',
  'bucket_seconds=60',
  'interval=1h&start=5',
  'start=0',
  'end=5',
  'start=1',
  'interval=1H',
  'interval=constructor',
  'interval=1h&limit=0',
  'interval=1h&bucket_seconds=59',
])('"%s" is refused', async (query) => {
  const told = await stage().second(`/prices-history?token_id=${UP}&${query}`);
  expect(told).toMatchObject({ status: 400 });
});
