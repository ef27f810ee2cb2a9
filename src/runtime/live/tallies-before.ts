import type { StrategyIndex } from '../../domain/ids.ts';
import { mulDiv, NO_USD, type Price, SCALE, type Timestamp, type Usd } from '../../domain/units.ts';
import type { OpeningPosition } from '../../engine/opening.ts';
import { HOUR, type OpeningTally, type SavedTally, Tally } from '../../engine/tally.ts';
import type { Holding } from '../../polymarket/execution/holdings.ts';
import type { OrderHistory } from '../../polymarket/execution/order-history.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { worthOf } from './opening-balances.ts';
import { StrategyPlaces } from './strategy-places.ts';

/** In a wallet's journal: what counts against limits from here on, until the next such record. */
export type Tallied = {
  readonly kind: 'Tallied';
  readonly at: Timestamp;
  readonly tallies: readonly OpeningTally[];
  /** What was paid out is in it; what is said of that before or later is of the same payout. */
  readonly paid: readonly PaidShares[];
};

/** A strategy's shares of a token, by the place that it has in the journal's holdings. */
export type PaidShares = Pick<Holding, 'strategy' | 'token'>;

/** By the journal it is held, and its market is decided. */
export type EndedHolding = Holding & {
  /** What a share pays. */
  readonly pays: Price;
};

type Found = {
  readonly now: Timestamp;
  /** What was paid out is in it. */
  readonly cash: Usd;
  /** Of markets that are not over. */
  readonly positions: readonly Pick<OpeningPosition, 'strategy' | 'cost'>[];
  readonly ended: readonly EndedHolding[];
};

/**
 * What counts against the limits of these strategies, as the wallet's earlier runs have left it:
 * days as they wrote them down, with what ended since and nobody has counted; buys by the orders
 * themselves, of which some may have been heard of only now. A tally goes with its strategy's name,
 * whatever place that had; what ended counts for who has its place by now, as on paper.
 */
export function talliesBefore(
  { records }: Pick<FileJournal, 'records'>,
  history: Pick<OrderHistory, 'buysSince'>,
  strategies: readonly string[],
  { now, cash, positions, ended }: Found,
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
  const counted = new Set(before.flatMap(({ paid }) => paid.map(keyOf)));
  const owned = ended.flatMap((holding) => {
    const { strategy, token } = holding;
    const buy = buys.findLast((one) => one.strategy === strategy && one.token === token);
    if (buy === undefined || counted.has(keyOf(holding))) return [];
    return [{ ...holding, name: places.holderOf(strategy, buy.at, strategies) }];
  });
  const heard = owned.filter(({ name }) => name !== undefined && strategies.includes(name));
  // The day began before any of it was paid, and not with what is left since.
  const cashBefore = heard.reduce((left, one) => left - payoutOf(one), cash as number) as Usd;
  for (const [place, name] of strategies.entries()) {
    const own = heard.filter((holding) => holding.name === name);
    if (own.length === 0) continue;
    const held = [...positions.filter(({ strategy }) => strategy === place), ...own];
    const worth = worthOf(cashBefore, held);
    tallies.set(name, booked(tallies.get(name), madeBy(own), { now, worth }));
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
  const paid = heard.map(({ strategy, token }) => ({ strategy, token }));
  return { kind: 'Tallied', at: now, tallies: all, paid };
}

/** It counts on the day on which it is heard of, as what a run hears of does. */
function booked(
  before: SavedTally | undefined,
  made: Usd,
  { now, worth }: Pick<SavedTally, 'worth'> & Pick<Found, 'now'>,
): SavedTally {
  const tally = new Tally();
  if (before !== undefined) tally.open(before);
  tally.turn(now, () => ({ realized: NO_USD, worth }));
  return tally.save(made) ?? NOTHING;
}

function madeBy(ended: readonly EndedHolding[]): Usd {
  return ended.reduce((sum, one) => sum + payoutOf(one) - one.cost, 0) as Usd;
}

function payoutOf({ shares, pays }: EndedHolding): number {
  return mulDiv(shares, pays, SCALE, 'down');
}

function keyOf({ strategy, token }: PaidShares): string {
  return `${strategy} ${token}`;
}

/** Of a day long gone. */
const NOTHING: SavedTally = { buys: [], day: 0, made: NO_USD, worth: NO_USD };

function isTallied(value: unknown): value is Tallied {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Tallied';
}
