import type { MarketIndex, StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { type EngineState, PHASE_TRADING } from '../../engine/state.ts';
import {
  type MarketOpinion,
  OPINIONS_MOST,
  type StrategyDocument,
} from '../../screen/strategy-document.ts';
import { type Asked, opinionOf } from './opinion-rows.ts';

/** One that has nothing to say of so many is asked about no more of them. */
const ASKED_MOST = 60;

type Watched = Asked & {
  readonly session: {
    readonly session: {
      readonly engine: { readonly state: Pick<EngineState, 'markets' | 'phases'> };
    };
  };
};

/** What a strategy of a desk thinks now of the markets that take orders. */
export function strategyDocument(
  desk: Watched,
  index: StrategyIndex,
  now: Timestamp,
): StrategyDocument {
  const { state } = desk.session.session.engine;
  const open = openMarkets(state, now);
  const opinions: MarketOpinion[] = [];
  for (const market of open.slice(0, ASKED_MOST)) {
    if (opinions.length === OPINIONS_MOST) break;
    const opinion = opinionOf(desk, index, market, now);
    if (opinion === undefined) continue;
    const { strategy: _, ...said } = opinion;
    const facts = state.markets[market];
    opinions.push({
      market: facts?.slug ?? `market ${market}`,
      labels: [facts?.labels[0] ?? null, facts?.labels[1] ?? null],
      opensAt: facts?.opensAt ?? null,
      closesAt: facts?.closesAt ?? null,
      ...said,
    });
  }
  const strategy = desk.choices[index]?.name ?? `strategy ${index}`;
  return { strategy, now, open: open.length, opinions };
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
