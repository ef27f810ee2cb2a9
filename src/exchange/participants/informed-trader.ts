import { takerFee } from '../../domain/fee.ts';
import { type Outcome, type TokenIndex, tokenIndex } from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { Random } from '../../domain/random.ts';
import { takeableSize } from '../../domain/size-rules.ts';
import {
  complement,
  MICROS_PER_MS,
  type Price,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import { exponential } from './chance.ts';
import type { Floor, FloorMarket, Participant, Trader } from './floor.ts';
import { SHARE, TokenMarket, taking } from './token-market.ts';

export type InformedOptions = {
  readonly name: string;
  readonly seed: number;
  /** Least delay between seeing a price and sending an order, and the mean of what is added. */
  readonly delayMs: number;
  readonly extraDelayMs: number;
  /** What a share must promise beyond the fee, in price units. */
  readonly threshold: number;
  /** The most shares of one outcome over the other that it holds in a market. */
  readonly mostShares: number;
};

type Intent = { readonly token: TokenIndex; readonly terms: LimitTerms };

/**
 * Knows what a share is worth and buys what is offered below that by more than the fee and its
 * threshold. It looks, then waits for its own delay, then sends: whoever is faster gets away.
 */
export class InformedTrader implements Participant {
  readonly name: string;
  readonly #options: InformedOptions;
  readonly #random: Random;
  #intents: Intent[] = [];

  constructor(options: InformedOptions) {
    this.name = options.name;
    this.#options = options;
    this.#random = new Random(options.seed, `participant/${options.name}`);
  }

  act(floor: Floor, trader: Trader, now: Timestamp): Timestamp {
    for (const { token, terms } of this.#intents) trader.submit(token, terms);
    this.#intents = [];
    for (const market of floor.openMarkets()) {
      const fair = floor.fairPrice(market.index, now);
      if (fair === undefined) continue;
      this.#consider(floor, trader, market, 0, fair);
      this.#consider(floor, trader, market, 1, complement(fair));
    }
    const { delayMs, extraDelayMs } = this.#options;
    const delay = delayMs + exponential(this.#random, extraDelayMs);
    return (now + Math.ceil(delay * MICROS_PER_MS)) as Timestamp;
  }

  #consider(
    floor: Floor,
    trader: Trader,
    market: FloorMarket,
    outcome: Outcome,
    fair: Price,
  ): void {
    const token = new TokenMarket(floor, market, outcome);
    const schedule = market.listing.market.fee?.value;
    const ask = token.bestFor('buy');
    if (ask === undefined || schedule === undefined) return;
    const fee = takerFee(schedule, SHARE as Shares, ask);
    if (fair - ask - fee <= this.#options.threshold) return;
    const other = tokenIndex(market.index, outcome === 0 ? 1 : 0);
    const room = this.#options.mostShares * SHARE - trader.shares(token.token);
    const wanted = Math.min(token.sizeFor('buy', ask), room + trader.shares(other));
    const size = takeableSize(wanted as Shares, ask);
    if (size > 0) this.#intents.push({ token: token.token, terms: taking('buy', ask, size) });
  }
}
