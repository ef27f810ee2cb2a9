import type { Timestamp } from '../../domain/units.ts';
import { EwmaVolatility, type SavedVolatility } from '../../models/price-paths/ewma-volatility.ts';
import { NOTHING_YET, type Remembered } from './directional-memory.ts';
import type { DirectionalRule } from './parameters.ts';

/** How the providers name the dollar prices of an asset. */
const SYMBOLS = { binance: 'usdt', coinbase: 'usd', chainlink: 'usd' } as const;

/** The feed by which a provider tells the dollar price of an asset. */
export function feedOf(provider: DirectionalRule['feed'], asset: string): string {
  return `${provider}/${asset}${SYMBOLS[provider]}`;
}

/** How much the price of every feed varies that a question is priced by. */
export class SpotFollower {
  readonly #rule: DirectionalRule;
  readonly #volatilities = new Map<string, EwmaVolatility>();

  /** By feed, what an earlier run has heard; a feed is gone on with when it is followed. */
  readonly #saved = new Map<string, SavedVolatility>();

  constructor(rule: DirectionalRule, { made, volatilities }: Remembered = NOTHING_YET) {
    this.#rule = rule;
    // Of other weights or steps: it would be another volatility.
    if (made !== madeBy(rule)) return;
    for (const { feed, ...saved } of volatilities) this.#saved.set(feed, saved);
  }

  /** What is known of each feed, also of those that nobody asks about in this run. */
  save(): Pick<Remembered, 'made' | 'volatilities'> {
    const all = new Map(this.#saved);
    for (const [feed, volatility] of this.#volatilities) {
      const saved = volatility.save();
      if (saved !== undefined) all.set(feed, saved);
    }
    const volatilities = [...all].map(([feed, saved]) => ({ feed, ...saved }));
    return { made: madeBy(this.#rule), volatilities };
  }

  /** From now on what is heard of a feed counts. */
  follow(feed: string): void {
    if (this.#volatilities.has(feed)) return;
    const { lambda, sampleEvery: step, leastReturns } = this.#rule;
    const options = { lambda, step, leastReturns };
    this.#volatilities.set(feed, new EwmaVolatility(options, this.#saved.get(feed)));
  }

  /** Says whether anybody asks about this feed. */
  hear(feed: string, price: number, at: Timestamp): boolean {
    const volatility = this.#volatilities.get(feed);
    volatility?.add(price, at);
    return volatility !== undefined;
  }

  /** Of the logarithm until a time from now; undefined: not known yet. */
  deviationOver(feed: string, duration: number): number | undefined {
    return this.#volatilities.get(feed)?.deviationOver(duration);
  }
}

function madeBy({ lambda, sampleEvery }: DirectionalRule): string {
  return `lambda ${lambda} a day, a price each ${sampleEvery} us`;
}
