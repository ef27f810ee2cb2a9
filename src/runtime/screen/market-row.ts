import { type MarketIndex, tokenIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { strikeFeed } from '../../domain/strike-record.ts';
import type { Timestamp } from '../../domain/units.ts';
import { midNow } from '../../engine/equity.ts';
import { type EngineState, PHASE_RESOLVED, PHASE_TRADING } from '../../engine/state.ts';
import type { MarketRow, ReferenceRow } from '../../screen/desk-document.ts';

/** The feed that decides a market, or that its rule looks at; undefined: no feed does. */
export function feedOf({ rule }: Market): string | undefined {
  if (rule === undefined || rule.value.kind === 'oracle') return undefined;
  return strikeFeed(rule.value) ?? rule.value.feed;
}

function referenceOf(
  { references }: EngineState,
  feed: string | undefined,
  strike: number | undefined,
): ReferenceRow | null {
  if (feed === undefined) return null;
  return {
    feed,
    price: references.price(feed) ?? null,
    at: references.at(feed) ?? null,
    strike: strike ?? null,
  };
}

/** Orders there that are not over, whosever they are. */
export function openOrdersIn({ sleeves }: EngineState, market: MarketIndex): number {
  let count = 0;
  for (const sleeve of sleeves) count += sleeve.openOrders(market).length;
  return count;
}

/** Why nothing is bought there for now. */
export function pausedFor(state: EngineState, market: MarketIndex, now: Timestamp): string | null {
  if (state.isHalted(market)) return 'outcome_differs';
  return state.risk.breakIn(market, now)?.code ?? null;
}

/** Where a market is in its life: it takes orders before the window that it asks about opens. */
export function phaseOf(
  { phases, markets }: EngineState,
  market: MarketIndex,
  now: number,
): MarketRow['phase'] {
  if (phases[market] === PHASE_RESOLVED) return 'resolved';
  if (phases[market] !== PHASE_TRADING) return 'closed';
  return now < (markets[market]?.opensAt ?? 0) ? 'waiting' : 'trading';
}

type Beside = {
  readonly now: Timestamp;
  readonly strike: number | undefined;
  /** 5m, 15m, ...; null where the slug does not tell. */
  readonly frame: string | null;
  /** The midpoint of a minute ago. */
  readonly before: number | null;
};

/** All that is told of a market among others. */
export function marketRow(state: EngineState, index: MarketIndex, beside: Beside): MarketRow {
  const market = state.markets[index] as Market;
  const book = state.books[index];
  const bookAt = state.bookTimes[index] as number;
  const payout = state.payouts[index] as number;
  const mid = midNow(state, index) ?? null;
  const { before, now } = beside;
  const held = (outcome: 0 | 1) => state.account.position(tokenIndex(index, outcome))?.traded ?? 0;
  return {
    question: market.question ?? null,
    category: market.category ?? null,
    asset: market.asset ?? null,
    frame: beside.frame,
    labels: [market.labels[0] ?? null, market.labels[1] ?? null],
    phase: phaseOf(state, index, now),
    opensAt: market.opensAt ?? null,
    closesAt: market.closesAt ?? null,
    payout: Number.isNaN(payout) ? null : payout,
    isTrusted: book?.isTrusted === true && !book.isCrossed,
    bid: book?.bestBid ?? null,
    ask: book?.bestAsk ?? null,
    probability: mid,
    velocity: mid === null || before === null ? null : mid - before,
    bookAt: Number.isNaN(bookAt) ? null : bookAt,
    tick: book?.tick ?? 0,
    reference: referenceOf(state, feedOf(market), beside.strike),
    held: [held(0), held(1)],
    openOrders: openOrdersIn(state, index),
    pausedFor: pausedFor(state, index, now),
  };
}
