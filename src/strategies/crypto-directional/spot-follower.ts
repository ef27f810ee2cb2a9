import type { Timestamp } from '../../domain/units.ts';
import { EwmaVolatility } from '../../models/price-paths/ewma-volatility.ts';
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

  constructor(rule: DirectionalRule) {
    this.#rule = rule;
  }

  /** From now on what is heard of a feed counts. */
  follow(feed: string): void {
    if (this.#volatilities.has(feed)) return;
    const { lambda, sampleEvery: step, leastReturns } = this.#rule;
    this.#volatilities.set(feed, new EwmaVolatility({ lambda, step, leastReturns }));
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
