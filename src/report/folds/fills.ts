import type { Fill } from '../../domain/fill.ts';
import type { ClientOrderId, StrategyIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';

/** A fill and the strategy whose order it was. */
export type OwnedFill = { readonly fill: Fill; readonly strategy: StrategyIndex };

/**
 * Walks a journal and tells each fill that stood, with its owner, in journal order. Fills that the
 * chain failed later are left out from the start: they moved nothing in the end.
 */
export function ownedFills(journal: readonly JournalEntry[]): Map<JournalEntry, OwnedFill> {
  const failed = failedFills(journal);
  const owners = new Map<ClientOrderId, StrategyIndex>();
  const fills = new Map<JournalEntry, OwnedFill>();
  for (const entry of journal) {
    if (entry.kind === 'Submitted') owners.set(entry.command.id, entry.command.strategy);
    if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderFilled') continue;
    const { fill } = entry.event;
    const strategy = owners.get(fill.order);
    invariant(strategy !== undefined, `fill ${fill.id} of order ${fill.order}, never submitted`);
    if (!failed.has(fill.id)) fills.set(entry, { fill, strategy });
  }
  return fills;
}

function failedFills(journal: readonly JournalEntry[]): ReadonlySet<number> {
  const failed = new Set<number>();
  for (const entry of journal) {
    if (entry.kind !== 'Answered' || entry.event.kind !== 'FillSettled') continue;
    if (entry.event.settlement === 'failed') failed.add(entry.event.fillId);
  }
  return failed;
}
