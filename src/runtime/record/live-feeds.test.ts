import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { coinbaseTicker } from '../../../test/support/exchange-frames.ts';
import { importFolder, temporaryFolder } from '../../../test/support/imported.ts';
import { loopbackFeeds } from '../../../test/support/loopback-feeds.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { loopbackVenue } from '../../../test/support/loopback-venue.ts';
import { NOON_MS } from '../../../test/support/market-frames.ts';
import { ArchiveSource } from '../../archive/archive-source.ts';
import { readFrameLog } from '../../archive/frame-log/frame-log-reader.ts';
import { segmentFolder } from '../../archive/frame-log/take-segments.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import { KIND_REFERENCE } from '../../domain/tape.ts';
import { FEED_NAMES, type FeedName } from './feed-names.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import type { FeedHosts } from './outside-feeds.ts';
import { statusOf } from './recording-status.ts';

async function record(root: string, hosts: FeedHosts, feeds: readonly FeedName[] = FEED_NAMES) {
  const { venue } = await loopbackVenue();
  const news: RecordingNews[] = [];
  const heard = { venue, root, dataset: 'exchange', feeds, feedHosts: hosts };
  const recording = await LiveRecording.start(
    loopbackRecording({ ...heard, onNews: (one) => news.push(one) }),
  );
  onTestFinished(() => recording.stop());
  const notes = () => news.flatMap((one) => (one.kind === 'note' ? [one.text] : []));
  return { recording, notes };
}

/** What every feed says once, in units of 1e-6, with its text. */
const TOLD: Readonly<Record<string, readonly [number, string]>> = {
  'alternative/fear-greed': [27_000_000, '27'],
  'binance/btcusdt': [76_800_000_000, '76800.00000000'],
  'binance-futures/btcusdt': [76_800_500_000, '76800.5'],
  'binance-futures/btcusdt-funding': [-12, '-0.00001234'],
  'binance-futures/btcusdt-funding-paid': [-375, '-0.00037500'],
  'binance-futures/btcusdt-index': [76_814_626_591, '76814.62659091'],
  'binance-futures/btcusdt-liquidated': [-14_000, '-0.014'],
  'binance-futures/btcusdt-mark': [76_811_150_000, '76811.15000000'],
  'binance-futures/btcusdt-open-interest': [10_659_509_000, '10659.509'],
  'coinbase/btcusd': [76_796_250_000, '76796.25'],
  'deribit/btc-dvol': [45_250_000, '45.25'],
  'deribit/btc-mark-volatility': [44_500_000, '44.5'],
  'deribit/btc-put-call-oi': [1_500_000, '1.5'],
  'deribit/btc-put-call-volume': [250_000, '0.25'],
};
const FEEDS = Object.keys(TOLD);
const ORACLE = ['chainlink/btcusd', 'chainlink/btcusd-twap60'];

/** Reference rows of a replay, by feed: venue time and units of 1e-6. */
async function replayed(root: string): Promise<Map<string, [number, number][]>> {
  const source = await ArchiveSource.open(root);
  const rows = new Map<string, [number, number][]>();
  for await (const { length, kind, market, size, tsEvent } of source.tapes()) {
    for (let row = 0; row < length; row++) {
      if (kind[row] !== KIND_REFERENCE) continue;
      const feed = source.feeds[market[row] as number] ?? '';
      rows.set(feed, [...(rows.get(feed) ?? []), [tsEvent[row] as number, size[row] as number]]);
    }
  }
  source.close();
  return rows;
}

/** Sources of the frames that were kept as they came, each once. */
async function sourcesIn(folder: string): Promise<string[]> {
  const sources = new Set<string>();
  for (const name of readdirSync(folder)) {
    for await (const block of readFrameLog(join(folder, name))) {
      if ('records' in block) for (const { source } of block.records) sources.add(source);
    }
  }
  return [...sources].sort();
}

test('what every feed says is recorded as it came, and comes back as references', async () => {
  const root = temporaryFolder();
  const { hosts, ms } = await loopbackFeeds();
  const { recording, notes } = await record(root, hosts);
  const status = () => statusOf(recording);
  const isComplete = () => FEEDS.every((feed) => recording.prices.hasHeard(feed));
  await eventually(() => isComplete() && status().markets >= 2);
  expect(status().troubles).toEqual([]);
  expect(status().feeds.every(({ state }) => state === 'fresh')).toBe(true);
  await recording.stop();
  expect(notes()).toEqual([]);

  const rows = await replayed(root);
  expect([...rows.keys()].sort()).toEqual([...FEEDS, ...ORACLE].sort());
  for (const [feed, [value]] of Object.entries(TOLD)) {
    const told = rows.get(feed);
    // Coinbase counts microseconds, the index of fear whole seconds.
    expect(Math.abs((told?.[0]?.[0] ?? 0) - (NOON_MS + ms) * 1_000)).toBeLessThan(1_000_000);
    expect([feed, told?.length, told?.[0]?.[1]]).toEqual([feed, 1, value]);
  }
  const folder = segmentFolder(root, 'exchange');
  expect(await sourcesIn(folder)).toEqual(
    expect.arrayContaining([
      'alternative/fear-greed',
      'binance-futures/btcusdt-fundingRate',
      'binance-futures/btcusdt-openInterest',
      'binance/futures',
      'binance/spot',
      'coinbase/exchange',
      'deribit/btc-options',
      'deribit/btc-volatility',
      'rtds',
    ]),
  );
  expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);

  const copied = await importFolder(folder);
  expect(copied.manifest.feeds).toEqual([...FEEDS, ...ORACLE].sort());
  const found = await copied.rows(
    "SELECT feed, price::DOUBLE AS price, text FROM {references} WHERE feed NOT LIKE 'chainlink%'",
  );
  const byFeed = found.map(({ feed, price, text }) => [feed, [price, text]]);
  expect(Object.fromEntries(byFeed)).toEqual(TOLD);
});

test('only the chosen feeds are heard', async () => {
  const { hosts, futures, coinbase, http } = await loopbackFeeds();
  const { recording } = await record(temporaryFolder(), hosts, ['binance']);
  await eventually(() => recording.prices.hasHeard('binance/btcusdt'));
  expect(statusOf(recording).feeds).toEqual([{ feed: 'binance/btcusdt', state: 'fresh' }]);
  expect([futures.peers.length, coinbase.peers.length, http.received.length]).toEqual([0, 0, 0]);
});

test('who refuses us, does not answer or says nothing is told in words', async () => {
  const { hosts, futures, spot, http } = await loopbackFeeds();
  futures.refuseWith = 451;
  spot.onPeer = () => {};
  const { answer } = http;
  http.answer = (request) =>
    request.path.includes('book_summary') ? answer(request) : { status: 500, body: '' };
  const { recording, notes } = await record(temporaryFolder(), hosts);
  const trouble = async (name: string, words: RegExp) => {
    const told = () => statusOf(recording).troubles.find((text) => text.startsWith(`${name}: `));
    await eventually(() => words.test(told() ?? ''));
  };
  await trouble(
    'binance-futures',
    /binance\/futures: ws:\S+ refuses us .* 15 min;.*nothing heard yet/,
  );
  expect(notes().join()).toMatch(/binance\/futures: ws:\S+ refuses us .*asked again every 15 min/);
  await trouble('binance-futures', /no answer to \S+-openInterest \(status 500\)/);
  await trouble('deribit', /btc-volatility \(status 500\); not heard yet: deribit\/btc-dvol$/);
  await trouble('fear-greed', /no answer to alternative\/fear-greed \(status 500\); nothing heard/);
  await trouble('binance', /^binance: nothing heard yet$/);
});

test('a feed that falls silent is stale, one whose exchange is gone not connected', async () => {
  const { hosts, coinbase } = await loopbackFeeds();
  const { recording } = await record(temporaryFolder(), hosts, ['coinbase']);
  await eventually(() => recording.prices.hasHeard('coinbase/btcusd'));
  coinbase.refuseWith = 503;
  coinbase.last.drop();
  await eventually(() => statusOf(recording).troubles.some((text) => text.startsWith('coinbase')));
  expect(statusOf(recording).troubles.at(-1)).toMatch(/^coinbase: not connected/);
  expect(statusOf(recording).feeds).toEqual([{ feed: 'coinbase/btcusd', state: 'fresh' }]);
});

test('that our own clock is behind is told of the feeds that it costs', async () => {
  const { hosts, coinbase, ms } = await loopbackFeeds();
  coinbase.onText = (peer) => {
    for (let i = 0; i < 3; i++) peer.say(coinbaseTicker(ms + 60_000));
  };
  const { recording } = await record(temporaryFolder(), hosts, ['coinbase']);
  await eventually(() => statusOf(recording).fromTheFuture === 3);
  expect(statusOf(recording).troubles.at(-1)).toBe(
    "coinbase: 3 prices refused as from the future: this machine's clock is behind; see doctor; " +
      'nothing heard yet',
  );
  coinbase.last.say(coinbaseTicker(ms));
  await eventually(() => recording.prices.hasHeard('coinbase/btcusd'));
  expect(statusOf(recording).troubles.join()).not.toMatch(/future/);
});
