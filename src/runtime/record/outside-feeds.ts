import { BinanceFutures } from '../../feeds/binance-futures.ts';
import { BinanceSpot } from '../../feeds/binance-spot.ts';
import { Coinbase } from '../../feeds/coinbase.ts';
import { Deribit } from '../../feeds/deribit.ts';
import { fearGreedIndex } from '../../feeds/fear-greed-index.ts';
import type { FeedOutside } from '../../feeds/live/feed-outside.ts';
import type { SocketFeed } from '../../feeds/live/socket-feed.ts';
import type { SERVICES } from '../../feeds/services.ts';
import type { FeedName } from './feed-names.ts';

/** Where the services are: the exchanges' own addresses, or those of servers on loopback. */
export type FeedHosts = { readonly [Name in keyof typeof SERVICES]: readonly string[] };

/** A series that the archive gets, and whether its newest value is within its age limit. */
export type FeedSeries = { readonly feed: string; readonly isFresh: () => boolean };

/** A service outside the venue, as a recording needs it. */
export type OutsideFeed = {
  /** Undefined: it has no socket. */
  readonly socket: Pick<SocketFeed, 'isOpen' | 'opens' | 'lastFrame' | 'counters'> | undefined;
  readonly series: readonly FeedSeries[];
  start(): void;
  close(): Promise<void> | void;
};

type Open = (outside: FeedOutside, assets: readonly string[], hosts: FeedHosts) => OutsideFeed;

/** Deribit has options and a volatility index in their own asset for these (docs, 2026-11). */
const ON_DERIBIT: readonly string[] = ['btc', 'eth'];

const open: Readonly<Record<FeedName, Open>> = {
  binance: (outside, assets, hosts) => {
    const symbols = assets.map((asset) => `${asset}usdt`);
    const { binanceStream: streamHosts, binanceRest: restHosts } = hosts;
    const feed = new BinanceSpot({
      ...outside,
      symbols,
      channels: ['trade'],
      streamHosts,
      restHosts,
    });
    return ofSocket(
      feed,
      symbols.map((symbol) => `binance/${symbol}`),
    );
  },
  'binance-futures': (outside, assets, hosts) => {
    const symbols = assets.map((asset) => `${asset}usdt`);
    const feed = new BinanceFutures({
      ...outside,
      symbols,
      channels: ['aggTrade', 'markPrice@1s', 'forceOrder'],
      questions: ['openInterest', 'fundingRate'],
      streamHosts: hosts.binanceFuturesStream,
      restHosts: hosts.binanceFuturesRest,
    });
    const names = symbols.map((symbol) => `binance-futures/${symbol}`);
    const prices = names.flatMap((name) => [name, `${name}-mark`, `${name}-index`]);
    const answers = names.flatMap((name) => [
      seriesOf(`${name}-open-interest`, () => feed.latest('openInterest', name)),
      seriesOf(`${name}-funding-paid`, () => feed.latest('fundingRate', name)),
    ]);
    const stream = ofSocket(feed, prices);
    return { ...stream, series: [...stream.series, ...answers] };
  },
  coinbase: (outside, assets, hosts) => {
    const feed = new Coinbase({
      ...outside,
      products: assets.map((asset) => `${asset.toUpperCase()}-USD`),
      // The ticker tells each trade's price; the matches would tell it once more.
      channels: ['ticker', 'heartbeat'],
      streamHosts: hosts.coinbaseStream,
    });
    return ofSocket(
      feed,
      assets.map((asset) => `coinbase/${asset}usd`),
    );
  },
  deribit: (outside, assets, { deribitRest: restHosts }) => {
    const currencies = assets.map((asset) => asset.toUpperCase());
    const feed = new Deribit({ ...outside, currencies, restHosts });
    const series = assets.flatMap((asset) => {
      const name = `deribit/${asset}`;
      const options = ['-put-call-oi', '-put-call-volume', '-mark-volatility'];
      return [
        ...options.map((suffix) => seriesOf(`${name}${suffix}`, () => feed.latest(name))),
        seriesOf(`${name}-dvol`, () => feed.latest(`${name}-dvol`)),
      ];
    });
    return { socket: undefined, series, start: () => feed.start(), close: () => feed.close() };
  },
  'fear-greed': (outside, _assets, { fearGreedRest: restHosts }) => {
    const feed = fearGreedIndex({ ...outside, restHosts });
    const series = [seriesOf('alternative/fear-greed', () => feed.latest)];
    return { socket: undefined, series, start: () => feed.start(), close: () => feed.close() };
  },
};

/** The feed, silent until it is started; undefined where it has nothing about these assets. */
export function openFeed(name: FeedName, ...[outside, assets, hosts]: Parameters<Open>) {
  const own = name === 'deribit' ? assets.filter((asset) => ON_DERIBIT.includes(asset)) : assets;
  if (own.length === 0 && name !== 'fear-greed') return undefined;
  return open[name](outside, own, hosts);
}

type Streaming = {
  readonly socket: SocketFeed;
  start(): void;
  close(): Promise<void>;
};

function ofSocket(feed: Streaming, names: readonly string[]): OutsideFeed {
  const { socket } = feed;
  const series = names.map((name) => seriesOf(name, () => socket.price(name)));
  return { socket, series, start: () => feed.start(), close: () => feed.close() };
}

function seriesOf(feed: string, read: () => unknown): FeedSeries {
  return { feed, isFresh: () => read() !== undefined };
}
