import type { Result } from '../../domain/result.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { LimiterReading } from '../../net/http-outcome.ts';
import { type Priority, RateLimiter } from '../../net/rate-limiter.ts';
import type { Clock } from '../../ports/clock.ts';
import { type IpLimitName, ipRules } from './endpoint-limits.ts';
import { cancelRule, orderRule, type SignerTier, tierOf } from './signer-tiers.ts';

/** What a request costs, and how long it may wait to be sent. */
export type Toll = {
  readonly limits: readonly IpLimitName[];
  /** Of the signer's own share; undefined: of none. */
  readonly signer?: { readonly share: SignerShare; readonly cost: number };
  readonly priority: Priority;
  /** What was wanted then may not be wanted later. */
  readonly ageMsMost: number;
};

type SignerShare = 'orders' | 'cancels';

/** What an answer says about limits. */
export type LimitNews = {
  readonly limiter: LimiterReading | undefined;
  readonly retryAfterMs: number | undefined;
  /** It was refused for being too much. */
  readonly refused: boolean;
  /** The venue's time, as well as we know it. */
  readonly venueNow: Timestamp;
};

/** Nobody waits longer because of one header. */
const LONGEST_PAUSE_MS = 60_000;
/** Where a refusal does not say how long. */
const PAUSE_MS = 1_000;
const MOST_WAITING = 2_000;

/**
 * The venue's limits, kept on our side: those of our address and those of one signer. All clients
 * of one process share one. Cancels go before orders, orders before questions.
 */
export class VenueLimiter {
  readonly #limiter: RateLimiter;
  #tier: SignerTier;
  /** Answers that the venue's limiter would have refused, had it been enforced. */
  warnings = 0;

  /** `tier`: until the venue names another. */
  constructor(clock: Clock, tier: SignerTier = 'standard') {
    const rules = { ...ipRules(), orders: orderRule(tier), cancels: cancelRule(tier) };
    this.#limiter = new RateLimiter(clock, rules, MOST_WAITING);
    this.#tier = tier;
  }

  get tier(): SignerTier {
    return this.#tier;
  }

  /** How many requests wait. */
  get waiting(): number {
    return this.#limiter.waiting;
  }

  /** Resolves when the request may be sent, or to a refusal (see RateLimiter.acquire). */
  acquire(
    { limits, signer, priority, ageMsMost }: Toll,
    signal?: AbortSignal,
  ): Promise<Result<void>> {
    const costs: Record<string, number> = { all: 1 };
    for (const name of limits) costs[name] = 1;
    if (signer !== undefined) costs[signer.share] = signer.cost;
    return this.#limiter.acquire({ costs, priority, ageMsMost, signal });
  }

  /** So many orders were canceled by a request that could not name its cost before. */
  canceled(count: number): void {
    if (count > 0) this.#limiter.debit('cancels', count);
  }

  /** Takes in what an answer says. */
  heard({ limits, signer }: Toll, news: LimitNews): void {
    const { limiter, refused } = news;
    if (limiter?.warned === true) this.warnings++;
    if (limiter?.tier !== undefined) this.#change(tierOf(limiter.tier));
    const pauseMs = refused ? pauseOf(news) : undefined;
    const pause = pauseMs === undefined ? {} : { pauseMs };
    if (limiter !== undefined && signer !== undefined) {
      const { remaining } = limiter;
      this.#limiter.adjust(signer.share, {
        ...pause,
        ...(remaining === undefined ? {} : { remaining }),
      });
    } else if (pauseMs !== undefined && limits.length > 1) {
      // Not the signer's share, so the endpoint's. The whole service never rests: cancels need it.
      this.#limiter.adjust(limits.at(-1) ?? 'all', pause);
    }
  }

  /** What is left of each limit, as a part of it; below 0: in debt. */
  get headroom(): ReadonlyMap<string, number> {
    return this.#limiter.headroom();
  }

  /** Refuses all that wait. */
  close(): void {
    this.#limiter.close();
  }

  #change(tier: SignerTier | undefined): void {
    if (tier === undefined || tier === this.#tier) return;
    this.#tier = tier;
    this.#limiter.adjust('orders', { rule: orderRule(tier) });
    this.#limiter.adjust('cancels', { rule: cancelRule(tier) });
  }
}

function pauseOf({ limiter, retryAfterMs, venueNow }: LimitNews): number {
  const resetAtS = limiter?.resetAtS;
  const untilResetMs =
    resetAtS === undefined ? PAUSE_MS : resetAtS * 1_000 - (venueNow / MICROS_PER_SECOND) * 1_000;
  const wished = retryAfterMs ?? Math.max(0, untilResetMs);
  return Math.min(LONGEST_PAUSE_MS, wished);
}
