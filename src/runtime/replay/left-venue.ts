import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';

/** When a live run went on on paper: what came then is no money of a wallet; undefined: never. */
export function leftVenueAt(entries: readonly JournalEntry[]): Timestamp | undefined {
  return entries.find((entry) => entry.kind === 'Operated' && entry.command.kind === 'ToPaper')?.at;
}
