import { invariant } from '../domain/invariant.ts';
import type { FeedOutside } from './live/feed-outside.ts';
import { Hosts } from './live/hosts.ts';
import { SocketFeed } from './live/socket-feed.ts';
import { SERVICES } from './services.ts';
import { readCoinbase } from './wire/coinbase-frame.ts';
import { coinbaseFeed } from './wire/coinbase-product.ts';

export type CoinbaseOptions = FeedOutside & {
  /** BTC-USD. */
  readonly products: readonly string[];
  readonly channels: readonly ('ticker' | 'matches' | 'heartbeat')[];
  /** Instead of the exchange's own. */
  readonly streamHosts?: readonly string[];
};

/** Recorded pauses between trades of BTC, ETH and SOL are mostly below 5 s (April 2026), ms. */
const PRICE_AGE_MS_MOST = 15_000;
const QUIET_MS_MOST = 60_000;

/** Spot markets of Coinbase Exchange over its public socket. */
export class Coinbase {
  /** Prices by feed: coinbase/btcusd. */
  readonly socket: SocketFeed;

  /** @throws InvariantError for no product or no channel. */
  constructor(options: CoinbaseOptions) {
    const { products, channels, streamHosts } = options;
    invariant(products.length > 0 && channels.length > 0, 'Coinbase is asked for something');
    this.socket = new SocketFeed({
      ...options,
      source: 'coinbase/exchange',
      hosts: new Hosts(streamHosts ?? SERVICES.coinbaseStream),
      path: '/',
      // It hangs up on who has not subscribed within 5 s (websocket-feed, read 2026-11).
      // One for each, so that a product that is not traded there costs only itself (unverified).
      greeting: products.map((product) => subscription(product, channels)),
      lifeMs: undefined,
      read: readCoinbase,
      feeds: products.map(coinbaseFeed),
      priceAgeMsMost: PRICE_AGE_MS_MOST,
      quietMsMost: QUIET_MS_MOST,
    });
  }

  start(): void {
    this.socket.start();
  }

  close(): Promise<void> {
    return this.socket.close();
  }
}

function subscription(product: string, channels: CoinbaseOptions['channels']): string {
  return JSON.stringify({ type: 'subscribe', product_ids: [product], channels });
}
