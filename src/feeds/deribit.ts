import { MICROS_PER_MS, type Timestamp } from '../domain/units.ts';
import { RateLimiter } from '../net/rate-limiter.ts';
import type { FeedOutside } from './live/feed-outside.ts';
import { type Question, WEIGHT } from './live/feed-service.ts';
import { Hosts } from './live/hosts.ts';
import { Poller } from './live/poller.ts';
import { SERVICES } from './services.ts';
import { deribitFeed, readOptionSummary } from './wire/deribit-options.ts';
import { readVolatilityIndex, volatilityFeed } from './wire/deribit-volatility.ts';

export type DeribitOptions = FeedOutside & {
  /** BTC, ETH. */
  readonly currencies: readonly string[];
  /** Instead of the exchange's own. */
  readonly restHosts?: readonly string[];
};

const MINUTE_MS = 60_000;
/** Half a megabyte for each currency each time. */
const OPTIONS_EVERY_MS = 2 * MINUTE_MS;
const OPTIONS_AGE_MS_MOST = 10 * MINUTE_MS;
const VOLATILITY_EVERY_MS = MINUTE_MS;
/** The stamp of a candle is its beginning, a minute before its end. */
const VOLATILITY_AGE_MS_MOST = 5 * MINUTE_MS;
/** Without a login about 20 requests a second are allowed (unverified); this is far below. */
const LIMITS = { [WEIGHT]: { kind: 'tokens', perSecond: 1, burst: 4 } } as const;
const WAITING_MOST = 20;

/** Options of Deribit: puts against calls, and the volatility that their prices imply. */
export class Deribit {
  readonly #pollers = new Map<string, Poller>();

  constructor(options: DeribitOptions) {
    const hosts = new Hosts(options.restHosts ?? SERVICES.deribitRest);
    const limiter = new RateLimiter(options.clock, LIMITS, WAITING_MOST);
    const outside = { ...options, hosts, limiter };
    for (const currency of options.currencies) {
      this.#pollers.set(
        deribitFeed(currency),
        new Poller({
          ...outside,
          feed: deribitFeed(currency),
          question: () => optionsOf(currency),
          read: (text) => readOptionSummary(text, currency),
          everyMs: OPTIONS_EVERY_MS,
          ageMsMost: OPTIONS_AGE_MS_MOST,
        }),
      );
      this.#pollers.set(
        volatilityFeed(currency),
        new Poller({
          ...outside,
          feed: volatilityFeed(currency),
          question: (now) => volatilityOf(currency, now),
          read: (text) => readVolatilityIndex(text, currency),
          everyMs: VOLATILITY_EVERY_MS,
          ageMsMost: VOLATILITY_AGE_MS_MOST,
        }),
      );
    }
  }

  start(): void {
    for (const poller of this.#pollers.values()) poller.start();
  }

  close(): void {
    for (const poller of this.#pollers.values()) poller.close();
  }

  /** Of deribit/btc the options, of deribit/btc-dvol the index; undefined: unknown or too old. */
  latest(feed: string): Poller['latest'] {
    return this.#pollers.get(feed)?.latest;
  }
}

function optionsOf(currency: string): Question {
  const path = '/public/get_book_summary_by_currency';
  const source = `${deribitFeed(currency)}-options`;
  return { source, path, query: { currency, kind: 'option' }, cost: 1 };
}

/** Candles of a minute over the last ten. The answer names no currency: its source does. */
function volatilityOf(currency: string, now: Timestamp): Question {
  const end = Math.floor(now / MICROS_PER_MS);
  const query = {
    currency,
    start_timestamp: String(end - 10 * MINUTE_MS),
    end_timestamp: String(end),
    resolution: '60',
  };
  return {
    source: `${deribitFeed(currency)}-volatility`,
    path: '/public/get_volatility_index_data',
    query,
    cost: 1,
  };
}
