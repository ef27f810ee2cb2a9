import {
  type MarketIndex,
  marketOf,
  type Outcome,
  outcomeOf,
  type StrategyIndex,
  type TokenIndex,
  tokenIndex,
} from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import {
  complement,
  mulDiv,
  type Price,
  SCALE,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { RunRecord } from '../run-record.ts';
import { ownedFills } from './fills.ts';
import { Round } from './round.ts';
import { ownedLegs } from './sets.ts';
import type { Trade } from './trade.ts';

type Folded = Pick<RunRecord, 'journal' | 'strategies' | 'resolutions'>;

/**
 * Every trade of a run, in order of its first fill; what was held from before is a trade as well.
 * Cash is accounted for to the unit: the change of cash over the run is the sum of `net` and the
 * cost of what was held before, less the sum of `heldCost`.
 * @throws InvariantError when the journal contradicts itself or the resolutions.
 */
export function foldTrades(record: Folded): Trade[] {
  const open = new Map<string, Round>();
  const rounds: { readonly round: Round; readonly token: TokenIndex }[] = [];
  const payouts = new Map<MarketIndex, Price>();
  const fills = ownedFills(record.journal);
  const changed = ownedLegs(record.journal);
  const begin = (strategy: StrategyIndex, token: TokenIndex, at: Timestamp): Round => {
    const round = new Round(strategy, token, at);
    open.set(keyOf(strategy, token), round);
    rounds.push({ round, token });
    return round;
  };
  const about = (entry: JournalEntry) =>
    fills.get(entry)?.fill.token ?? changed.get(entry)?.[0]?.leg.token;
  for (const entry of toldInTime(record.journal, about)) {
    const owned = fills.get(entry);
    if (owned !== undefined) {
      const { fill, strategy } = owned;
      const key = keyOf(strategy, fill.token);
      let round = open.get(key);
      if (round === undefined) {
        invariant(fill.side === 'buy', `fill ${fill.id} sells shares that its strategy never held`);
        round = begin(strategy, fill.token, fill.tsEvent);
      }
      round.apply(fill);
      if (round.held === 0) open.delete(key);
    } else if (entry.kind === 'SetsAnswered') {
      const legs = changed.get(entry) ?? [];
      for (const { leg, strategy } of legs) {
        const key = keyOf(strategy, leg.token);
        const round = open.get(key) ?? begin(strategy, leg.token, entry.event.tsEvent);
        round.change(leg, entry.event.tsEvent);
        if (round.held === 0) open.delete(key);
      }
    } else if (entry.kind === 'PositionOpened') {
      begin(entry.strategy, entry.token, entry.at).open(entry.shares, entry.cost);
    } else if (entry.kind === 'MarketResolved') {
      invariant(
        record.resolutions[entry.market]?.payout === entry.payout,
        `market ${entry.market} settled at ${entry.payout}, its resolution says otherwise`,
      );
      payouts.set(entry.market, entry.payout as Price);
      settleToken(open, record.strategies, tokenIndex(entry.market, 0), payouts, entry.at);
      settleToken(open, record.strategies, tokenIndex(entry.market, 1), payouts, entry.at);
    }
  }
  return rounds.map(({ round, token }, i) =>
    round.finish(i + 1, record.resolutions[marketOf(token)], payoutOf(payouts, token)),
  );
}

/**
 * What was traded or changed before a resolution, and told after it, counts as if it had been told
 * in time: the engine has paid it, or taken its payout back.
 */
function toldInTime(
  journal: readonly JournalEntry[],
  about: (entry: JournalEntry) => TokenIndex | undefined,
): readonly JournalEntry[] {
  const ends = new Map<MarketIndex, JournalEntry>();
  const late = new Map<JournalEntry, JournalEntry[]>();
  const kept = journal.filter((entry) => {
    if (entry.kind === 'MarketResolved') ends.set(entry.market, entry);
    const token = about(entry);
    const end = token === undefined ? undefined : ends.get(marketOf(token));
    if (end === undefined) return true;
    late.set(end, [...(late.get(end) ?? []), entry]);
    return false;
  });
  if (late.size === 0) return journal;
  return kept.flatMap((entry) => [...(late.get(entry) ?? []), entry]);
}

/**
 * The account is paid once for all strategies, rounded down once: the last holder gets the
 * rounding, so that the trades add up to the cash.
 */
function settleToken(
  open: Map<string, Round>,
  strategies: readonly string[],
  token: TokenIndex,
  payouts: ReadonlyMap<MarketIndex, Price>,
  at: Timestamp,
): void {
  const payout = payoutOf(payouts, token) ?? 0;
  let held = 0;
  let paid = 0;
  for (let i = 0; i < strategies.length; i++) {
    const key = keyOf(i as StrategyIndex, token);
    const round = open.get(key);
    if (round === undefined) continue;
    held += round.held;
    const due = mulDiv(held, payout, SCALE, 'down') - paid;
    paid += due;
    round.settle(due as Usd, at);
    open.delete(key);
  }
}

/** What a share of the token paid, or undefined when its market did not settle within the run. */
function payoutOf(payouts: ReadonlyMap<MarketIndex, Price>, token: TokenIndex): Price | undefined {
  const first = payouts.get(marketOf(token));
  if (first === undefined) return undefined;
  const outcome: Outcome = outcomeOf(token);
  return outcome === 0 ? first : complement(first);
}

function keyOf(strategy: StrategyIndex, token: TokenIndex): string {
  return `${strategy}:${token}`;
}
