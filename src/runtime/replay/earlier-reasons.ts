import type { StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import { todaysName } from '../earlier-names.ts';
import type { WrittenRun } from './read-run.ts';
import { withReason } from './written-run.ts';

type Names = Readonly<Record<string, string>>;

/**
 * Says an entry of today in the names that the strategies of the run had for their reasons then:
 * the run's hash covers them. Another name is not another decision.
 */
export function inNamesOf(
  { begun }: WrittenRun,
  strategies: readonly Pick<StrategyChoice, 'definition'>[],
): (entry: JournalEntry) => JournalEntry {
  const names = strategies.map(({ definition }, i): Names | undefined => {
    const had = Object.keys(begun.strategies[i]?.parameters ?? {});
    const isEarlier = had.some((name) => todaysName(definition, name) !== name);
    return isEarlier ? definition.earlierNames : undefined;
  });
  if (names.every((one) => one === undefined)) return (entry) => entry;
  return (entry) => {
    const strategy = strategyOf(entry);
    const then = strategy === undefined ? undefined : names[strategy];
    if (then === undefined) return entry;
    const called = (name: string) => (Object.hasOwn(then, name) ? (then[name] as string) : name);
    return withReason(entry, ({ code, numbers }) => ({
      code: called(code),
      numbers: Object.fromEntries(
        Object.entries(numbers).map(([name, value]) => [called(name), value]),
      ),
    })) as JournalEntry;
  };
}

/** Whose reason it has; undefined: it has none. */
function strategyOf(entry: JournalEntry): StrategyIndex | undefined {
  switch (entry.kind) {
    case 'Submitted':
    case 'Denied':
    case 'CancelRequested':
    case 'SetsRequested':
    case 'SetsDenied':
      return entry.command.strategy;
    case 'Skipped':
      return entry.strategy;
    default:
      return undefined;
  }
}
