import type { StrategyIndex, TokenId } from '../../domain/ids.ts';
import { mulDiv, NO_USD, type Price, SCALE, type Timestamp, type Usd } from '../../domain/units.ts';
import { HOUR, type OpeningTally, type SavedTally, Tally } from '../../engine/tally.ts';
import type { Holding } from '../../polymarket/execution/holdings.ts';
import type { OrderHistory } from '../../polymarket/execution/order-history.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { StrategyPlaces } from './strategy-places.ts';

/** In a wallet's journal: what counts against limits from here on, until the next such record. */
export type Tallied = {
  readonly kind: 'Tallied';
  readonly at: Timestamp;
  readonly tallies: readonly OpeningTally[];
  /** Tokens whose payout is in it, and was not before. */
  readonly paid: readonly TokenId[];
};

/** By the journal it is held, and its market is decided. */
export type EndedHolding = Holding & {
  /** What a share pays. */
  readonly pays: Price;
};

type Found = {
  readonly now: Timestamp;
  /** Dollars, and what is held of markets that are not over, at cost. */
  readonly worth: Usd;
  readonly ended: readonly EndedHolding[];
};

/**
 * What counts against the limits of these strategies, as the wallet's earlier runs have left it:
 * days as they wrote them down, with what ended since and nobody has counted; bets by the orders
 * themselves, of which some may have been heard of only now. A tally goes with its strategy's name,
 * whatever place that had.
 */
export function talliesBefore(
  { records }: Pick<FileJournal, 'records'>,
  history: Pick<OrderHistory, 'buysSince'>,
  strategies: readonly string[],
  { now, worth, ended }: Found,
): Tallied {
  const places = new StrategyPlaces({ records });
  // Where no names were written down there was one strategy at a time: its place is all there is.
  const nameOf = (place: StrategyIndex, at: Timestamp) =>
    places.nameAt(place, at) ?? strategies[place];
  const before = records.flatMap(({ value }) => (isTallied(value) ? [value] : []));
  const tallies = new Map<string | undefined, SavedTally>();
  for (const { at, tallies: saved } of before) {
    for (const { strategy, ...tally } of saved) {
      tallies.set(nameOf(strategy, at), { ...tally, buys: [] });
    }
  }
  // What was bought before there were tallies is of days long gone.
  const buys = history.buysSince(before[0]?.at ?? now);
  const counted = new Set(before.flatMap(({ paid }) => paid));
  const paid: TokenId[] = [];
  for (const name of strategies) {
    const own = ended.filter(({ strategy, token }) => {
      const buy = buys.findLast((one) => one.strategy === strategy && one.token === token);
      return buy !== undefined && !counted.has(token) && nameOf(strategy, buy.at) === name;
    });
    if (own.length === 0) continue;
    tallies.set(name, booked(tallies.get(name), madeBy(own), { now, worth }));
    paid.push(...own.map(({ token }) => token));
  }
  for (const { strategy, at } of history.buysSince(now - HOUR)) {
    const name = nameOf(strategy, at);
    const tally = tallies.get(name) ?? NOTHING;
    tallies.set(name, { ...tally, buys: [...tally.buys, at] });
  }
  const all = strategies.flatMap((name, place) => {
    const tally = tallies.get(name);
    return tally === undefined ? [] : [{ strategy: place as StrategyIndex, ...tally }];
  });
  return { kind: 'Tallied', at: now, tallies: all, paid };
}

/** It counts on the day on which it is heard of, as what a run hears of does. */
function booked(
  before: SavedTally | undefined,
  made: Usd,
  { now, worth }: Pick<Found, 'now' | 'worth'>,
): SavedTally {
  const tally = new Tally();
  if (before !== undefined) tally.open(before);
  // The day began with what it cost, and not with what is left of that.
  tally.turn(now, () => ({ realized: NO_USD, worth: (worth - made) as Usd }));
  return tally.save(made) ?? NOTHING;
}

function madeBy(ended: readonly EndedHolding[]): Usd {
  const made = ended.map(({ shares, pays, cost }) => mulDiv(shares, pays, SCALE, 'down') - cost);
  return made.reduce((sum, one) => sum + one, 0) as Usd;
}

/** Of a day long gone. */
const NOTHING: SavedTally = { buys: [], day: 0, made: NO_USD, worth: NO_USD };

function isTallied(value: unknown): value is Tallied {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Tallied';
}
