import { type MarketIndex, type Outcome, outcomeOf, type StrategyIndex } from '../../domain/ids.ts';
import type { Market } from '../../domain/market.ts';
import { complement, MICROS_PER_SECOND, type Price, type Timestamp } from '../../domain/units.ts';
import { type EngineState, PHASE_TRADING } from '../../engine/state.ts';
import type { Opinion } from '../../ports/opinion.ts';
import { upOutcome } from '../../signals/up-token.ts';
import type { LookingSession } from './looking-session.ts';

/** What each strategy thinks of one open window. */
export type WindowOpinions = {
  readonly market: Market;
  /** Until the close; undefined where nobody said when that is. */
  readonly secondsLeft: number | undefined;
  /** Whose prices these are: Up's where an outcome is called so, else the first's. */
  readonly shown: Outcome;
  readonly bid: Price | undefined;
  readonly ask: Price | undefined;
  readonly isTrusted: boolean;
  readonly thoughts: readonly Thought[];
};

type Thought = {
  readonly strategy: string;
  /** Undefined: it has nothing to say of this market. */
  readonly opinion: Opinion | undefined;
  /** The label of the outcome that it would buy; undefined: none, or nobody said. */
  readonly label: string | undefined;
  /** What it threw when it was asked. */
  readonly failure: string | undefined;
};

/** What the strategies think at a time of all windows that are open then, by their closing. */
export function windowOpinions(session: LookingSession, at: Timestamp): WindowOpinions[] {
  const { state } = session.engine;
  const open: WindowOpinions[] = [];
  for (const [index, market] of state.markets.entries()) {
    if (!isOpenAt(state, index as MarketIndex, at)) continue;
    open.push(opinionsOf(session, market, index as MarketIndex, at));
  }
  const rank = ({ secondsLeft }: WindowOpinions) => secondsLeft ?? Number.POSITIVE_INFINITY;
  return open.sort((a, b) => rank(a) - rank(b) || a.market.slug.localeCompare(b.market.slug));
}

function isOpenAt({ markets, phases }: EngineState, index: MarketIndex, at: Timestamp): boolean {
  const { opensAt = at, closesAt } = markets[index] as Market;
  if (phases[index] !== PHASE_TRADING || opensAt > at) return false;
  return closesAt === undefined || closesAt > at;
}

function opinionsOf(
  { engine, strategies }: LookingSession,
  market: Market,
  index: MarketIndex,
  at: Timestamp,
): WindowOpinions {
  const book = engine.state.books[index];
  const shown = upOutcome(market) ?? (0 as Outcome);
  const [bid, ask] = [book?.bestBid, book?.bestAsk];
  const isFirst = shown === 0;
  return {
    market,
    secondsLeft:
      market.closesAt === undefined ? undefined : (market.closesAt - at) / MICROS_PER_SECOND,
    shown,
    bid: isFirst ? bid : mirrored(ask),
    ask: isFirst ? ask : mirrored(bid),
    isTrusted: book?.isTrusted === true && !book.isCrossed,
    thoughts: strategies.map((strategy, i) => {
      try {
        const opinion = engine.opinionOf(i as StrategyIndex, index, at);
        return { strategy, opinion, label: buyOf(market, opinion), failure: undefined };
      } catch (error) {
        return { strategy, opinion: undefined, label: undefined, failure: String(error) };
      }
    }),
  };
}

function mirrored(price: Price | undefined): Price | undefined {
  return price === undefined ? undefined : complement(price);
}

/** Whoever's window is over buys nothing any more, whatever it thinks. */
function buyOf({ labels }: Market, opinion: Opinion | undefined): string | undefined {
  const token = opinion?.token;
  if (token === undefined || opinion?.numbers.secondsAfterWindow !== undefined) return undefined;
  const outcome = outcomeOf(token);
  return labels[outcome] ?? (outcome === 0 ? 'first outcome' : 'second outcome');
}
