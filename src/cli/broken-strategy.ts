import { plural } from '../report/format.ts';
import type { RunRecord } from '../report/run-record.ts';
import { CommandFailure, EXIT } from './failure.ts';

const REMEDY = 'The figures are of a strategy that was not there all the time: repair it first.';

/**
 * To be called when everything is delivered.
 * @throws CommandFailure when a strategy of these runs threw.
 */
export function requireUnbroken(records: readonly RunRecord[]): void {
  for (const { journal, strategies } of records) {
    const halts = journal.filter((entry) => entry.kind === 'StrategyHalted');
    const [first] = halts;
    if (first === undefined) continue;
    const name = strategies[first.strategy] ?? 'a strategy';
    const what = `${name} threw ${plural(halts.length, 'time')}, first ${first.message}`;
    throw new CommandFailure(EXIT.failed, what, REMEDY);
  }
}
