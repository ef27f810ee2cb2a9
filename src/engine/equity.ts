import { complementOf, type MarketIndex, tokenIndex } from '../domain/ids.ts';
import type { Position } from '../domain/position.ts';
import { complement, mulDiv, type Price, SCALE, type Usd } from '../domain/units.ts';
import type { UnlistedWorth } from './opening.ts';
import { type EngineState, PHASE_TRADING } from './state.ts';

/** What an account is worth, and whether every price in it is one that counts now. */
export type Equity = {
  readonly equity: Usd;
  readonly isSure: boolean;
  /** False: something of it counts with what it cost, for no price of it was ever seen. */
  readonly isMarked: boolean;
  /** A market of it trades without a price of now, or may do so and is not heard of yet. */
  readonly awaitsPrice: boolean;
  /** If all that is held ends best; undefined: a sale is not settled, or a market not known. */
  readonly atBest: Usd | undefined;
};

/**
 * Cash, and what is held at the midpoint of a book that may be trusted. Where there is none it
 * counts with the last midpoint that could be, which is as good as it gets once the market has
 * closed and is not sure before; and what never had one with what it cost. Remembers the midpoints.
 * `unlisted`: what is held of markets that nobody has told of yet, at cost.
 */
export function equityOf(state: EngineState, unlisted: UnlistedWorth): Equity {
  const { account } = state;
  let worth = account.cash + unlisted.cost;
  let { awaitsPrice } = unlisted;
  let isMarked = unlisted.cost === 0;
  let atBest: number | undefined = isMarked ? account.cash : undefined;
  for (const market of account.activeMarkets) {
    const token = tokenIndex(market, 0);
    const first = account.position(token);
    const second = account.position(complementOf(token));
    if ((first?.saleCost ?? 0) + (second?.saleCost ?? 0) !== 0) atBest = undefined;
    const [ofFirst, ofSecond] = [first?.traded ?? 0, second?.traded ?? 0];
    if (ofFirst + ofSecond === 0) continue;
    if (atBest !== undefined) atBest += Math.max(ofFirst, ofSecond);
    const price = markNow(state, market);
    const known = price ?? state.risk.marks.get(market)?.price;
    if (price === undefined && state.phases[market] === PHASE_TRADING) awaitsPrice = true;
    if (known === undefined) isMarked = false;
    worth += worthOf(first, known);
    worth += worthOf(second, known === undefined ? undefined : complement(known));
  }
  const isSure = isMarked && !awaitsPrice;
  const [equity, best] = [worth as Usd, atBest as Usd | undefined];
  return { equity, isSure, isMarked, awaitsPrice, atBest: best };
}

function worthOf(position: Position | undefined, price: Price | undefined): number {
  if (position === undefined) return 0;
  return price === undefined ? position.cost : mulDiv(position.traded, price, SCALE, 'down');
}

/** The midpoint of the first outcome; undefined: there is no book that may be trusted. */
export function midNow(
  { books, phases }: Pick<EngineState, 'books' | 'phases'>,
  market: MarketIndex,
): Price | undefined {
  const book = books[market];
  if (phases[market] !== PHASE_TRADING || book?.isTrusted !== true || book.isCrossed) {
    return undefined;
  }
  const { bestBid, bestAsk } = book;
  if (bestBid === undefined || bestAsk === undefined) return undefined;
  return ((bestBid + bestAsk) / 2) as Price;
}

function markNow(state: EngineState, market: MarketIndex): Price | undefined {
  const price = midNow(state, market);
  if (price === undefined) return undefined;
  const { marks } = state.risk;
  const mark = marks.get(market);
  if (mark === undefined) marks.set(market, { price, at: state.now });
  else {
    mark.price = price;
    mark.at = state.now;
  }
  return price;
}
