import { DecisionHash } from '../../domain/hash.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';

/**
 * The same for two runs that wish for the same orders and cancels at the same moments, whatever
 * their reasons: over one recording they are one run. The hash of a run has the reasons in it.
 */
export function ordersSent(journal: readonly JournalEntry[]): string {
  const hash = new DecisionHash();
  for (const entry of journal) {
    if (entry.kind === 'Submitted') {
      const { id, terms } = entry.command;
      hash.addText(`${entry.kind} ${id} ${entry.at} ${JSON.stringify(terms)}`);
    } else if (entry.kind === 'CancelRequested') {
      hash.addText(`${entry.kind} ${entry.command.order} ${entry.at}`);
    } else if (entry.kind === 'SetsRequested') {
      const { id, direction, market, shares } = entry.command;
      hash.addText(`${entry.kind} ${id} ${entry.at} ${direction} ${market} ${shares}`);
    }
  }
  return hash.digest();
}
