import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Market } from '../../domain/market.ts';
import type { OutcomeDifference } from '../../domain/outcome-difference.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';
import { otherWinner } from '../own-winner.ts';
import type { AlarmListener } from '../supervise/alarm.ts';

/** A person says that what a feed decides may be traded again. */
export type FeedResumed = {
  readonly kind: 'FeedResumed';
  readonly at: Timestamp;
  readonly feed: string;
};

/** Feeds that earlier runs of a wallet have halted, and that nobody has resumed since. */
export function haltedFeedsOf({ records }: Pick<FileJournal, 'records'>): string[] {
  const halted = new Set<string>();
  for (const { value } of records) {
    if (!isWord(value)) continue;
    if (value.kind === 'OutcomeDiffers') halted.add(value.feed);
    else halted.delete(value.feed);
  }
  return [...halted];
}

/** Says what a run begins without: nobody has resumed it. */
export function tellHalted(feeds: readonly string[], onAlarm: AlarmListener): void {
  for (const feed of feeds) {
    const message = `${feed} is halted since an earlier run: --resume ${feed} when you know why`;
    onAlarm({ code: 'outcome_differs', message });
  }
}

/** Hears a run's entries, and tells people when something is halted. */
export function haltTeller(
  markets: () => readonly Market[],
  onAlarm: AlarmListener,
): { append(entry: JournalEntry): void } {
  return {
    append: (entry) => {
      if (entry.kind !== 'OutcomeDiffers') return;
      onAlarm({ code: 'outcome_differs', message: differenceInWords(entry, markets()) });
    },
  };
}

function differenceInWords(
  { market, feed, open, close, official }: OutcomeDifference,
  markets: readonly Market[],
): string {
  const facts = markets[market];
  const prices = [open, close].map((value) => ({ value, text: '' })) as [Price, Price];
  const words = facts && otherWinner(facts, ...prices, official);
  return `${facts?.slug}: ${words}; nothing is opened any more in markets that ${feed} decides`;
}

type Price = Parameters<typeof otherWinner>[1];

type Word = FeedResumed | Extract<JournalEntry, { kind: 'OutcomeDiffers' }>;

function isWord(value: unknown): value is Word {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'OutcomeDiffers' || value.kind === 'FeedResumed';
}
