import { count } from '../report/format.ts';
import type { PaperEnd } from '../runtime/live/paper-run.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { Output } from './output/output.ts';

/** The promise that paper and backtest are one engine, kept or broken, said either way. */
export function tellRepeated(
  { isRepeated, hash, record, journal }: PaperEnd,
  where: string,
  output: Output,
): void {
  output.note(eachDecision(journal));
  const entries = count(record.journal.length);
  if (isRepeated) {
    output.note(`A backtest of ${where} takes the same ${entries} decisions: ${hash}.`);
    return;
  }
  throw new CommandFailure(
    EXIT.failed,
    `a backtest of ${where} decides otherwise: ${record.hash}, on paper it was ${hash}`,
    'The report is that of the backtest. Was the disk too slow, or a book lost? See the gaps.',
  );
}

/** How to look at what a run decided. */
export function eachDecision(journal: string): string {
  return `Each decision: polydesk replay ${journal}`;
}
