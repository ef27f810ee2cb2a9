import type { MarketBook } from '../../domain/book.ts';
import { type MarketIndex, outcomeOf } from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { complement, type Price, type Timestamp, UNKNOWN_SIZE } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { Execution } from '../../ports/execution.ts';
import type {
  LadderLevel,
  MarketDocument,
  RestingOrder,
  StrategyOpinion,
} from '../../screen/market-document.ts';
import type { Session } from '../session.ts';
import { feedOf } from './market-row.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** Levels of each side: more than a screen shows. */
const LEVELS_MOST = 50;

/** What of a desk a market's picture is made of. */
type Pictured = Pick<WatchedDesk, 'strikeOf' | 'ahead'> & {
  readonly session: { readonly session: Pick<Session<Execution>, 'engine' | 'strategies'> };
};

/** One market of a desk, closely. */
export function marketDocument(
  desk: Pictured,
  index: MarketIndex,
  now: Timestamp,
  opinions: readonly StrategyOpinion[],
): MarketDocument {
  const { state } = desk.session.session.engine;
  const market = state.markets[index];
  const book = state.books[index];
  const feed = market === undefined ? undefined : feedOf(market);
  const slug = market?.slug ?? `market ${index}`;
  return {
    market: slug,
    now,
    isTrusted: book?.isTrusted === true && !book.isCrossed,
    untrusted: untrustedReason(book),
    bids: ladder(state, index, BID),
    asks: ladder(state, index, ASK),
    tick: book?.tick ?? 0,
    mine: restingIn(desk, index),
    reference: (feed === undefined ? undefined : state.references.price(feed)) ?? null,
    strike: desk.strikeOf(slug) ?? null,
    opinions,
  };
}

/** A book that is no more, or not there yet, is never silent about it. */
function untrustedReason(book: MarketBook | undefined): MarketDocument['untrusted'] {
  if (book === undefined) return 'no_snapshot';
  if (book.isRetired) return 'market_over';
  return book.isCrossed ? 'crossed' : (book.untrustedReason ?? null);
}

function ladder({ books }: EngineState, index: MarketIndex, side: BookSide): LadderLevel[] {
  const book = books[index];
  const levels: LadderLevel[] = [];
  let price = side === BID ? book?.bestBid : book?.bestAsk;
  while (book !== undefined && price !== undefined && levels.length < LEVELS_MOST) {
    const size = book.sizeAt(side, price);
    levels.push({ price, size: size === UNKNOWN_SIZE ? null : size });
    price = book.nextBehind(side, price);
  }
  return levels;
}

function restingIn(desk: Pictured, index: MarketIndex): RestingOrder[] {
  const { engine, strategies } = desk.session.session;
  return engine.state.sleeves.flatMap((sleeve, i) =>
    sleeve
      .openOrders(index)
      .map((order) => restingOrder(desk, order, strategies[i] ?? `strategy ${i}`)),
  );
}

function restingOrder(desk: Pictured, order: Order, strategy: string): RestingOrder {
  const { id, token, side, price, size, filled } = order;
  const outcome = outcomeOf(token);
  const isBid = (side === 'buy') === (outcome === 0);
  return {
    order: id,
    strategy,
    in: isBid ? BID : ASK,
    outcome,
    side,
    price: outcome === 0 ? price : complement(price as Price),
    left: size - filled,
    ahead: desk.ahead(id) ?? null,
  };
}
