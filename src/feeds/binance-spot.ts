import type { Timestamp } from '../domain/units.ts';
import { RateLimiter } from '../net/rate-limiter.ts';
import { BINANCE_LIFE_MS, streamPath, weightsOf } from './binance-limits.ts';
import type { DepthTop } from './depth-book.ts';
import type { AgedValue } from './live/aged.ts';
import { DepthKeeper } from './live/depth-keeper.ts';
import type { FeedOutside } from './live/feed-outside.ts';
import { Hosts } from './live/hosts.ts';
import { SocketFeed } from './live/socket-feed.ts';
import { SERVICES } from './services.ts';
import { readBinanceSpot } from './wire/binance-frame.ts';
import { feedOf, SPOT } from './wire/binance-symbol.ts';
import type { SymbolEvent } from './wire/feed-event.ts';

export type BinanceSpotOptions = FeedOutside & {
  /** In lower case: btcusdt. */
  readonly symbols: readonly string[];
  readonly channels: readonly (
    | 'trade'
    | 'aggTrade'
    | 'bookTicker'
    | 'kline_1s'
    | 'kline_1m'
    | 'depth@100ms'
  )[];
  /** Instead of the exchange's own. */
  readonly streamHosts?: readonly string[];
  readonly restHosts?: readonly string[];
};

/** Recorded pauses between trades of four assets are 4 s at most (April 2026), ms. */
const PRICE_AGE_MS_MOST = 5_000;
const QUIET_MS_MOST = 30_000;
/** A fifth of what the exchange allows an address: others may use it too. */
const WEIGHT_A_MINUTE = 1_200;
const WAITING_MOST = 50;

/** Spot markets of Binance over one combined stream; with depth among the channels their books. */
export class BinanceSpot {
  /** Prices by feed: binance/btcusdt. */
  readonly socket: SocketFeed;
  readonly #books: DepthKeeper;

  /** @throws InvariantError for no stream, or more than a connection carries. */
  constructor(options: BinanceSpotOptions) {
    const { symbols, channels, clock, streamHosts, restHosts } = options;
    this.#books = new DepthKeeper({
      ...options,
      hosts: new Hosts(restHosts ?? SERVICES.binanceRest),
      limiter: new RateLimiter(clock, weightsOf(WEIGHT_A_MINUTE), WAITING_MOST),
      ageMsMost: PRICE_AGE_MS_MOST,
    });
    this.socket = new SocketFeed({
      ...options,
      source: 'binance/spot',
      hosts: new Hosts(streamHosts ?? SERVICES.binanceStream),
      path: streamPath(symbols, channels),
      greeting: [],
      lifeMs: BINANCE_LIFE_MS,
      read: readBinanceSpot,
      feeds: symbols.map((symbol) => feedOf(SPOT, symbol)),
      priceAgeMsMost: PRICE_AGE_MS_MOST,
      quietMsMost: QUIET_MS_MOST,
      onEvent: (event, receivedAt) => this.#keep(event, receivedAt),
    });
  }

  start(): void {
    this.socket.start();
  }

  async close(): Promise<void> {
    this.#books.close();
    await this.socket.close();
  }

  /** Best bid and ask of the whole book; undefined: unknown. */
  top(feed: string): AgedValue<DepthTop> | undefined {
    return this.#books.top(feed);
  }

  /** All levels as [price, size] in units of 1e-6, best first; none while the top is unknown. */
  levels(feed: string, side: 'bids' | 'asks'): readonly [price: number, size: number][] {
    return this.#books.levels(feed, side);
  }

  #keep(event: SymbolEvent, receivedAt: Timestamp): void {
    if (event.kind === 'DepthChanged') this.#books.take(event, receivedAt);
  }
}
