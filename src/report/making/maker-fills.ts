import type { Fill } from '../../domain/fill.ts';
import type { FillMids } from '../../domain/fill-mids.ts';
import { type MarketIndex, marketOf, type StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { ownedFills } from '../folds/fills.ts';

/** A fill of an order that rested. */
export type MakerFill = {
  readonly fill: Fill;
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
  /** Undefined: nobody saw what the market did around it. */
  readonly mids: FillMids | undefined;
};

/** All that stood, in order; a fill that the chain failed moved nothing. */
export function foldMakerFills(journal: readonly JournalEntry[]): MakerFill[] {
  const mids = midsByFill(journal);
  return [...ownedFills(journal).values()].flatMap(({ fill, strategy }) => {
    if (fill.liquidity !== 'maker') return [];
    return [{ fill, strategy, market: marketOf(fill.token), mids: mids.get(fill.id) }];
  });
}

/** Where the market went after fills, by the fill's id. */
export function midsByFill(journal: readonly JournalEntry[]): ReadonlyMap<number, FillMids> {
  const mids = new Map<number, FillMids>();
  for (const entry of journal) if (entry.kind === 'FillFollowed') mids.set(entry.fill, entry);
  return mids;
}
