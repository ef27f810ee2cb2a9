import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type EngineState, PHASE_TRADING } from '../../engine/state.ts';
import type { StrategyOpinion } from '../../screen/market-document.ts';
import { type MarketOpinion, OPINIONS_MOST } from '../../screen/strategy-document.ts';
import { type Asked, opinionOf } from './opinion-rows.ts';
import type { WatchedDesk } from './watched-desk.ts';

/** One that has nothing to say of so many is asked about no more of them. */
const ASKED_MOST = 60;

type Watched = Asked &
  Pick<WatchedDesk, 'clock'> & {
    readonly session: {
      readonly session: { readonly engine: { readonly state: Pick<EngineState, 'markets'> } };
    };
  };

/**
 * What a strategy of a desk thinks of some markets, asked one after the other until it has said
 * enough; undefined: it has nothing to say of one.
 */
export function* opinionsOf(
  desk: Watched,
  index: StrategyIndex,
  markets: readonly MarketIndex[],
): Generator<MarketOpinion | undefined, void> {
  let said = 0;
  for (const market of markets.slice(0, ASKED_MOST)) {
    if (said === OPINIONS_MOST) return;
    const opinion = opinionOf(desk, index, market, desk.clock.now());
    if (opinion !== undefined) said++;
    yield opinion && aboutMarket(opinion, desk, market);
  }
}

function aboutMarket(
  { strategy: _, ...said }: StrategyOpinion,
  { session }: Watched,
  market: MarketIndex,
): MarketOpinion {
  const facts = session.session.engine.state.markets[market];
  return {
    market: facts?.slug ?? `market ${market}`,
    labels: [facts?.labels[0] ?? null, facts?.labels[1] ?? null],
    opensAt: facts?.opensAt ?? null,
    closesAt: facts?.closesAt ?? null,
    ...said,
  };
}

/** Those in their window, the newest first; then those whose window comes, the soonest first. */
export function openMarkets(
  { markets, phases }: Pick<EngineState, 'markets' | 'phases'>,
  now: Timestamp,
): readonly MarketIndex[] {
  const open: { readonly market: MarketIndex; readonly opensAt: number }[] = [];
  for (const [i, facts] of markets.entries()) {
    if (phases[i] !== PHASE_TRADING) continue;
    open.push({ market: i as MarketIndex, opensAt: facts?.opensAt ?? Number.NEGATIVE_INFINITY });
  }
  const wait = ({ opensAt }: { readonly opensAt: number }) => Math.max(0, opensAt - now);
  const age = ({ opensAt }: { readonly opensAt: number }) => Math.max(0, now - opensAt);
  // Of two that nobody told an opening of the one that was listed later comes first.
  const order = (a: (typeof open)[number], b: (typeof open)[number]) =>
    wait(a) - wait(b) || compared(age(a), age(b)) || b.market - a.market;
  return open.sort(order).map(({ market }) => market);
}

/** Both may be endless, of which the difference is no number. */
function compared(one: number, other: number): number {
  return one === other ? 0 : one - other;
}
