import type { Outcome } from '../../domain/ids.ts';
import { Random } from '../../domain/random.ts';
import { takeableSize, tradableSize } from '../../domain/size-rules.ts';
import {
  MICROS_PER_SECOND,
  NO_SHARES,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
} from '../../domain/units.ts';
import { exponential } from './chance.ts';
import type { Floor, FloorMarket, Participant, Trader } from './floor.ts';
import { resting, SHARE, TokenMarket, taking } from './token-market.ts';

export type NoiseOptions = {
  readonly name: string;
  readonly seed: number;
  /** Of this trader in one open market. */
  readonly arrivalsPerMinute: number;
  /** Part of the arrivals that leave an order in the book instead of taking. */
  readonly restingShare: number;
  /** Mean of what is wanted beyond the smallest size. */
  readonly meanShares: number;
};

/** Markets that are listed and not open yet are visited so much less. */
const EARLY_SHARE = 0.1;
/** Part of the arrivals that sell, where there is something to sell. */
const SELLING_SHARE = 0.5;
/** A taker accepts prices so many ticks behind the best: the taker delay moves it meanwhile. */
const SLIPPAGE_TICKS = 2;
/** Whole cents at any tick come in tens of shares (see takeableSize). */
const ROUND_SHARES = 10;
const IDLE = MICROS_PER_SECOND;

/** Trades without any reason: arrivals at random (Poisson), small orders on either token. */
export class NoiseTrader implements Participant {
  readonly name: string;
  readonly #options: NoiseOptions;
  readonly #random: Random;

  constructor(options: NoiseOptions) {
    this.name = options.name;
    this.#options = options;
    this.#random = new Random(options.seed, `participant/${options.name}`);
  }

  act(floor: Floor, trader: Trader, now: Timestamp): Timestamp {
    const random = this.#random;
    const markets = floor.openMarkets();
    if (markets.length === 0) return (now + IDLE) as Timestamp;
    const market = markets[random.integer(markets.length)] as FloorMarket;
    const isEarly = now < (market.listing.market.opensAt ?? now);
    if (!isEarly || random.float() < EARLY_SHARE) this.#visit(floor, trader, market);
    const mean = (60 * MICROS_PER_SECOND) / (this.#options.arrivalsPerMinute * markets.length);
    return (now + 1 + Math.floor(exponential(random, mean))) as Timestamp;
  }

  #visit(floor: Floor, trader: Trader, market: FloorMarket): void {
    const random = this.#random;
    const token = new TokenMarket(floor, market, random.integer(2) as Outcome);
    const minimum = market.listing.market.minimumSize ?? NO_SHARES;
    const extra = Math.round(exponential(random, this.#options.meanShares)) * SHARE;
    const wanted = (minimum + extra) as Shares;
    if (random.float() < this.#options.restingShare) {
      this.#leave(token, trader, market, wanted);
      return;
    }
    const held = trader.shares(token.token);
    const sells = random.float() < SELLING_SHARE && held >= minimum;
    if (sells) sell(token, trader, Math.min(held, wanted) as Shares);
    else buy(token, trader, wanted);
  }

  /** Replaces what it left there before by a bid near the best one. */
  #leave(token: TokenMarket, trader: Trader, market: FloorMarket, size: Shares): void {
    for (const order of trader.resting(market.index)) trader.cancel(order.id);
    const bid = token.bestFor('sell');
    const ticks = this.#random.integer(4) - 2;
    if (bid === undefined) return;
    trader.submit(token.token, resting('buy', token.step(bid, ticks), size));
  }
}

function buy(token: TokenMarket, trader: Trader, wanted: Shares): void {
  const ask = token.bestFor('buy');
  if (ask === undefined) return;
  const limit = token.step(ask, SLIPPAGE_TICKS);
  const size = takeableSize(wanted, limit) || takeableSize(roundUp(wanted, limit), limit);
  if (size > 0) trader.submit(token.token, taking('buy', limit, size));
}

/** Enough for a dollar, in a round number of shares. */
function roundUp(wanted: Shares, price: Price): Shares {
  const dollar = (SCALE / price) * SHARE;
  const step = ROUND_SHARES * SHARE;
  return (Math.ceil(Math.max(wanted, dollar) / step) * step) as Shares;
}

function sell(token: TokenMarket, trader: Trader, wanted: Shares): void {
  const bid = token.bestFor('sell');
  const size = tradableSize(wanted);
  if (bid === undefined || size === 0) return;
  trader.submit(token.token, taking('sell', token.step(bid, -SLIPPAGE_TICKS), size));
}
