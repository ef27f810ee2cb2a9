import type { StrategyIndex } from '../../domain/ids.ts';
import { NO_USD, type Timestamp } from '../../domain/units.ts';
import { HOUR, type OpeningTally } from '../../engine/tally.ts';
import type { OrderHistory } from '../../polymarket/execution/order-history.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';

/** In a wallet's journal: what counts against limits from here on, until the next such record. */
export type Tallied = {
  readonly kind: 'Tallied';
  readonly at: Timestamp;
  readonly tallies: readonly OpeningTally[];
};

/**
 * What counts against the limits of a wallet's strategies, by place, as its earlier runs have left
 * it: days as they wrote them down, bets by the orders themselves, of which some may have been
 * heard of only now.
 */
export function talliesBefore(
  { records }: Pick<FileJournal, 'records'>,
  history: Pick<OrderHistory, 'buysSince'>,
  now: Timestamp,
): readonly OpeningTally[] {
  const tallies = new Map<StrategyIndex, OpeningTally>();
  const last = records.findLast(({ value }) => isTallied(value))?.value as Tallied | undefined;
  for (const tally of last?.tallies ?? []) tallies.set(tally.strategy, { ...tally, buys: [] });
  for (const { strategy, at } of history.buysSince(now - HOUR)) {
    const tally = tallies.get(strategy) ?? { strategy, ...NOTHING };
    tallies.set(strategy, { ...tally, buys: [...tally.buys, at] });
  }
  return [...tallies.values()];
}

/** Of a day long gone. */
const NOTHING = { buys: [], day: 0, made: NO_USD, worth: NO_USD };

function isTallied(value: unknown): value is Tallied {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Tallied';
}
