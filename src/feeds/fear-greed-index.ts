import { RateLimiter } from '../net/rate-limiter.ts';
import type { FeedOutside } from './live/feed-outside.ts';
import { type Question, WEIGHT } from './live/feed-service.ts';
import { Hosts } from './live/hosts.ts';
import { Poller } from './live/poller.ts';
import { SERVICES } from './services.ts';
import { FEAR_GREED_FEED, readFearGreed } from './wire/fear-greed.ts';

export type FearGreedIndexOptions = FeedOutside & {
  /** Instead of the service's own. */
  readonly restHosts?: readonly string[];
};

const HOUR_MS = 3_600_000;
/** A value is stamped with the beginning of its day; the next may come late. */
const AGE_MS_MOST = 36 * HOUR_MS;
const LIMITS = { [WEIGHT]: { kind: 'tokens', perSecond: 0.1, burst: 2 } } as const;
const WAITING_MOST = 2;
const QUESTION: Question = {
  source: 'alternative/fear-greed',
  path: '/fng/',
  query: { limit: '1' },
  cost: 1,
};

/** The daily index of fear and greed (alternative.me). */
export function fearGreedIndex(options: FearGreedIndexOptions): Poller {
  return new Poller({
    ...options,
    hosts: new Hosts(options.restHosts ?? SERVICES.fearGreedRest),
    limiter: new RateLimiter(options.clock, LIMITS, WAITING_MOST),
    question: () => QUESTION,
    read: readFearGreed,
    feed: FEAR_GREED_FEED,
    everyMs: HOUR_MS,
    ageMsMost: AGE_MS_MOST,
  });
}
