import { type MarketIndex, outcomeOf, tokenIndex } from '../../domain/ids.ts';
import { Random } from '../../domain/random.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import {
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  type Price,
  type Timestamp,
} from '../../domain/units.ts';
import { canonicalPrice, canonicalSide } from '../../sim/canonical.ts';
import type { Floor, FloorMarket, Participant, RestingOrder, Trader } from './floor.ts';
import { type Quote, type QuoteShape, quotePlan } from './quote-plan.ts';
import { resting } from './token-market.ts';

export type MakerOptions = QuoteShape & {
  readonly name: string;
  readonly seed: number;
  /** It looks so often, counted from each whole second, when the reference prints. */
  readonly everyMs: number;
  /** From then to its new quotes: at least, and what is added at most. */
  readonly reactionMs: number;
  readonly extraReactionMs: number;
  /** Quotes go so long before the close. */
  readonly pullSeconds: number;
};

/** A quote stays while at least this part of its size is left. */
const ENOUGH = 0.5;

/**
 * Quotes both tokens of every market around what they are worth, anew after each print of the
 * reference. Only what changed is canceled or sent; a second look fills in what others' old quotes
 * kept out.
 */
export class MarketMaker implements Participant {
  readonly name: string;
  readonly #options: MakerOptions;
  readonly #random: Random;

  constructor(options: MakerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#random = new Random(options.seed, `participant/${options.name}`);
  }

  act(floor: Floor, trader: Trader, now: Timestamp): Timestamp {
    for (const market of floor.openMarkets()) {
      requote(floor, trader, market, this.#plan(floor, trader, market, now));
    }
    const { everyMs, reactionMs, extraReactionMs } = this.#options;
    const every = everyMs * MICROS_PER_MS;
    const reaction = (reactionMs + extraReactionMs * this.#random.float()) * MICROS_PER_MS;
    return ((Math.floor(now / every) + 1) * every + Math.floor(reaction)) as Timestamp;
  }

  #plan(floor: Floor, trader: Trader, market: FloorMarket, now: Timestamp): Quote[] {
    const fair = floor.fairPrice(market.index, now);
    const { closesAt } = market.listing.market;
    const pull = this.#options.pullSeconds * MICROS_PER_SECOND;
    // Without a value there is no price to stand for, and at the close those who know better win.
    if (fair === undefined || (closesAt !== undefined && now >= closesAt - pull)) return [];
    const first = trader.shares(tokenIndex(market.index, 0));
    const second = trader.shares(tokenIndex(market.index, 1));
    return quotePlan(this.#options, fair, market.tick, { first, second });
  }
}

function requote(
  floor: Floor,
  trader: Trader,
  { index }: FloorMarket,
  quotes: readonly Quote[],
): void {
  const own = trader.resting(index);
  const reach = {
    bid: bestOfOthers(floor, index, BID, own),
    ask: bestOfOthers(floor, index, ASK, own),
  };
  const missing = quotes.filter((quote) => !crosses(quote, reach));
  for (const order of own) {
    const kept = missing.findIndex((quote) => isServed(quote, order, index));
    if (kept < 0) trader.cancel(order.id);
    else missing.splice(kept, 1);
  }
  for (const { outcome, side, price, size } of missing) {
    trader.submit(tokenIndex(index, outcome), resting(side, price, size));
  }
}

/** Undefined also where an own order stands at the best price: who is behind it is not told. */
function bestOfOthers(
  floor: Floor,
  market: MarketIndex,
  side: BookSide,
  own: readonly RestingOrder[],
): Price | undefined {
  const best = floor.best(market, side);
  const isOwn = own.some((order) => {
    const outcome = outcomeOf(order.token);
    return (
      canonicalSide(outcome, order.side) === side && canonicalPrice(outcome, order.price) === best
    );
  });
  return isOwn ? undefined : best;
}

/** Would be refused: quotes are post-only. */
function crosses(
  { outcome, side, price }: Quote,
  { bid, ask }: { readonly bid: Price | undefined; readonly ask: Price | undefined },
): boolean {
  const shown = canonicalPrice(outcome, price);
  return canonicalSide(outcome, side) === BID
    ? ask !== undefined && shown >= ask
    : bid !== undefined && shown <= bid;
}

function isServed({ outcome, side, price, size }: Quote, order: RestingOrder, index: MarketIndex) {
  const { rest } = order;
  const isSame = order.side === side && order.price === price;
  // More than planned would reserve shares that another quote sells.
  const isEnough = rest <= size && rest >= size * ENOUGH;
  return order.token === tokenIndex(index, outcome) && isSame && isEnough;
}
