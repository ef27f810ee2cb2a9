import { feeOn } from './fee-calendar.ts';
import type { ConditionId, TokenId } from './ids.ts';
import type { Market, Sourced, TickChange } from './market.ts';
import { minimumSizeOn } from './minimum-size-calendar.ts';
import { takerDelayOn } from './taker-delay-calendar.ts';
import type { TickSize } from './tick.ts';
import type { Shares, Timestamp } from './units.ts';

/** What a source says of a market. Unknown facts are undefined, never guessed. */
export type MarketFacts = Omit<Market, 'ticks' | 'minimumSize' | 'takerDelayMs'> & {
  readonly minimumSize: Sourced<Shares> | undefined;
  readonly takerDelayMs: Sourced<number> | undefined;
  /** When a recorder first knew of it, µs by the replay clock; undefined where nobody says. */
  readonly knownSince: Timestamp | undefined;
  /** As of when the market was first listed to us; it may change while the market trades. */
  readonly listedTick?: TickSize | undefined;
  /** Where the other facts come from. */
  readonly source: string;
};

/** Facts of a market that a source does not tell at all. */
export const UNTOLD = {
  conditionId: undefined as ConditionId | undefined,
  tokens: [undefined, undefined] as [TokenId | undefined, TokenId | undefined],
  labels: [undefined, undefined] as [string | undefined, string | undefined],
  question: undefined,
  category: undefined,
  asset: undefined,
  opensAt: undefined,
  closesAt: undefined,
  minimumSize: undefined,
  fee: undefined,
  rule: undefined,
  takerDelayMs: undefined,
  knownSince: undefined,
} as const;

/** Fees, delays and minimum sizes that are not told come from the venue's known calendar. */
export function withCalendar(facts: MarketFacts): MarketFacts {
  const { category } = facts;
  const at = facts.opensAt ?? facts.closesAt;
  if (category === undefined || at === undefined) return facts;
  return {
    ...facts,
    fee: facts.fee ?? feeOn(category, at),
    takerDelayMs: facts.takerDelayMs ?? takerDelayOn(category, at),
    minimumSize: facts.minimumSize ?? minimumSizeOn(category, at),
  };
}

/** One cent, unless a market says otherwise, until its first book. */
const STANDARD_TICK = 10_000 as TickSize;

/** The ticks of a market of whose books nothing has been heard yet. */
export function ticksAhead({ listedTick }: MarketFacts): readonly TickChange[] {
  return [{ at: 0 as Timestamp, tick: listedTick ?? STANDARD_TICK }];
}

/** The market that trading code sees: the facts without where they come from. */
export function marketOf(facts: MarketFacts, ticks: readonly TickChange[]): Market {
  const { minimumSize, takerDelayMs, ...more } = facts;
  const { knownSince: _since, listedTick: _tick, source: _source, ...rest } = more;
  return {
    ...rest,
    ticks,
    minimumSize: minimumSize?.value,
    takerDelayMs: takerDelayMs?.value,
  };
}
