import type { JournalEntry } from '../../domain/journal-entry.ts';
import { count, plural } from '../format.ts';

/** How often risk paused a market, by why. */
export type Pauses = Readonly<Record<'adverse_fills' | 'failures' | 'cross_rejects', number>>;

const WHY: Readonly<Record<keyof Pauses, string>> = {
  adverse_fills: 'fills that the price went against',
  failures: 'failures',
  cross_rejects: 'orders that would cross',
};
const CODES = Object.keys(WHY) as (keyof Pauses)[];

export function foldPauses(journal: readonly JournalEntry[]): Pauses {
  const pauses = { adverse_fills: 0, failures: 0, cross_rejects: 0 };
  for (const entry of journal) if (entry.kind === 'MarketPaused') pauses[entry.code]++;
  return pauses;
}

/** Who was held back by it in which of some runs: a sentence, or none where nobody was. */
export function pausesText(
  runs: readonly { readonly variant: string; readonly pauses: Pauses }[],
): string[] {
  const told = [...Map.groupBy(runs, ({ variant }) => variant)].flatMap(([variant, own]) => {
    const reasons = CODES.flatMap((code) => {
      const times = own.reduce((sum, { pauses }) => sum + pauses[code], 0);
      return times === 0 ? [] : [`${count(times)} for ${WHY[code]}`];
    });
    return reasons.length === 0
      ? []
      : [`${variant} (${reasons.join(', ')}, in ${plural(own.length, 'run')})`];
  });
  return told.length === 0 ? [] : [`Markets were paused by risk: ${told.join('; ')}.`];
}
