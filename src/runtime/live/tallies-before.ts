import type { StrategyIndex } from '../../domain/ids.ts';
import { NO_USD, type Timestamp } from '../../domain/units.ts';
import { HOUR, type OpeningTally, type SavedTally } from '../../engine/tally.ts';
import type { OrderHistory } from '../../polymarket/execution/order-history.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { StrategyPlaces } from './strategy-places.ts';

/** In a wallet's journal: what counts against limits from here on, until the next such record. */
export type Tallied = {
  readonly kind: 'Tallied';
  readonly at: Timestamp;
  readonly tallies: readonly OpeningTally[];
};

/**
 * What counts against the limits of these strategies, as the wallet's earlier runs have left it:
 * days as they wrote them down, bets by the orders themselves, of which some may have been heard of
 * only now. A tally goes with its strategy's name, whatever place that had.
 */
export function talliesBefore(
  { records }: Pick<FileJournal, 'records'>,
  history: Pick<OrderHistory, 'buysSince'>,
  strategies: readonly string[],
  now: Timestamp,
): readonly OpeningTally[] {
  const places = new StrategyPlaces({ records });
  // Where no names were written down there was one strategy at a time: its place is all there is.
  const nameOf = (place: StrategyIndex, at: Timestamp) =>
    places.nameAt(place, at) ?? strategies[place];
  const tallies = new Map<string | undefined, SavedTally>();
  for (const { value } of records) {
    if (!isTallied(value)) continue;
    for (const { strategy, ...tally } of value.tallies) {
      tallies.set(nameOf(strategy, value.at), { ...tally, buys: [] });
    }
  }
  for (const { strategy, at } of history.buysSince(now - HOUR)) {
    const name = nameOf(strategy, at);
    const tally = tallies.get(name) ?? NOTHING;
    tallies.set(name, { ...tally, buys: [...tally.buys, at] });
  }
  return strategies.flatMap((name, place) => {
    const tally = tallies.get(name);
    return tally === undefined ? [] : [{ strategy: place as StrategyIndex, ...tally }];
  });
}

/** Of a day long gone. */
const NOTHING = { buys: [], day: 0, made: NO_USD, worth: NO_USD };

function isTallied(value: unknown): value is Tallied {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Tallied';
}
