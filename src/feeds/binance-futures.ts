import { RateLimiter } from '../net/rate-limiter.ts';
import { BINANCE_LIFE_MS, streamPath, weightsOf } from './binance-limits.ts';
import type { FeedOutside } from './live/feed-outside.ts';
import { Hosts } from './live/hosts.ts';
import { Poller } from './live/poller.ts';
import { SocketFeed } from './live/socket-feed.ts';
import { SERVICES } from './services.ts';
import { readBinanceFutures } from './wire/binance-frame.ts';
import { readFunding } from './wire/binance-funding.ts';
import { readPremiumIndex } from './wire/binance-mark.ts';
import { readOpenInterest } from './wire/binance-open-interest.ts';
import { FUTURES, feedOf } from './wire/binance-symbol.ts';
import type { AnswerReader } from './wire/feed-event.ts';

export type BinanceFuturesOptions = FeedOutside & {
  /** In lower case: btcusdt. */
  readonly symbols: readonly string[];
  readonly channels: readonly ('aggTrade' | 'markPrice@1s' | 'kline_1m' | 'forceOrder')[];
  /** What is asked besides, of every symbol. */
  readonly questions: readonly FuturesQuestion[];
  /** Instead of the exchange's own. */
  readonly streamHosts?: readonly string[];
  readonly restHosts?: readonly string[];
};

export type FuturesQuestion = keyof typeof QUESTIONS;

type QuestionPlan = {
  readonly path: string;
  readonly read: AnswerReader;
  readonly query: Readonly<Record<string, string>>;
  readonly everyMs: number;
  readonly ageMsMost: number;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Each costs one unit of weight (docs, read 2026-11). */
const QUESTIONS = {
  /** The mark where no stream can be had. */
  premiumIndex: {
    path: '/fapi/v1/premiumIndex',
    read: readPremiumIndex,
    query: {},
    everyMs: 15_000,
    ageMsMost: MINUTE_MS,
  },
  openInterest: {
    path: '/fapi/v1/openInterest',
    read: readOpenInterest,
    query: {},
    everyMs: MINUTE_MS,
    ageMsMost: 5 * MINUTE_MS,
  },
  /** What was paid, every eight hours where the exchange does not shorten it. */
  fundingRate: {
    path: '/fapi/v1/fundingRate',
    read: readFunding,
    query: { limit: '1' },
    everyMs: 10 * MINUTE_MS,
    ageMsMost: 9 * HOUR_MS,
  },
} as const satisfies Readonly<Record<string, QuestionPlan>>;

const PRICE_AGE_MS_MOST = 5_000;
const QUIET_MS_MOST = 30_000;
/** A quarter of what the exchange allows an address. */
const WEIGHT_A_MINUTE = 600;
const WAITING_MOST = 50;

/** USD-M futures of Binance: one combined stream, and what only the REST service tells. */
export class BinanceFutures {
  /** Prices by feed: binance-futures/btcusdt, and the same with -mark and -index. */
  readonly socket: SocketFeed;
  readonly #pollers = new Map<string, Poller>();

  /** @throws InvariantError for no stream, or more than a connection carries. */
  constructor(options: BinanceFuturesOptions) {
    const { symbols, channels, questions, clock, streamHosts, restHosts } = options;
    this.socket = new SocketFeed({
      ...options,
      source: 'binance/futures',
      hosts: new Hosts(streamHosts ?? SERVICES.binanceFuturesStream),
      path: streamPath(symbols, channels),
      greeting: [],
      lifeMs: BINANCE_LIFE_MS,
      read: readBinanceFutures,
      feeds: symbols.map((symbol) => feedOf(FUTURES, symbol)),
      priceAgeMsMost: PRICE_AGE_MS_MOST,
      quietMsMost: QUIET_MS_MOST,
    });
    const hosts = new Hosts(restHosts ?? SERVICES.binanceFuturesRest);
    const limiter = new RateLimiter(clock, weightsOf(WEIGHT_A_MINUTE), WAITING_MOST);
    for (const symbol of symbols) {
      for (const name of questions) {
        const { path, query, ...plan } = QUESTIONS[name];
        const asked = { symbol: symbol.toUpperCase(), ...query };
        const question = {
          source: `${feedOf(FUTURES, symbol)}-${name}`,
          path,
          query: asked,
          cost: 1,
        };
        const feed = feedOf(FUTURES, symbol);
        const poller = new Poller({
          ...options,
          ...plan,
          hosts,
          limiter,
          feed,
          question: () => question,
        });
        this.#pollers.set(`${name} ${feed}`, poller);
      }
    }
  }

  start(): void {
    this.socket.start();
    for (const poller of this.#pollers.values()) poller.start();
  }

  async close(): Promise<void> {
    for (const poller of this.#pollers.values()) poller.close();
    await this.socket.close();
  }

  /** The newest answer about a feed; undefined: unknown, too old, or not asked. */
  latest(question: FuturesQuestion, feed: string): Poller['latest'] {
    return this.#pollers.get(`${question} ${feed}`)?.latest;
  }
}
