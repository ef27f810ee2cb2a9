import type { ArchiveSource } from '../archive/archive-source.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { formatDecimal, SCALE } from '../domain/units.ts';
import { plural } from '../report/format.ts';
import type { Assumption } from '../report/run-record.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { fillRules } from './fill-rules.ts';
import { factsTold } from './market-facts.ts';
import type { Session } from './session.ts';

/** Everything that stood in for a fact that the recordings do not hold, in plain words. */
export function assumptionsOf(
  source: ArchiveSource,
  session: Session,
  options: BacktestOptions,
  journal: readonly JournalEntry[],
): Assumption[] {
  return [
    ...source.assumptions,
    ...selection(options),
    ...factsTold(source.universe, options),
    ...fillRules(source.hasTrades, session.exchange.options),
    ...latency(options),
    ...chain(session, journal),
    ...unfinished(journal),
    ...halted(journal),
    ...rewards(journal),
    {
      code: 'settlement_at_once',
      text:
        'A fill settles at once and never fails, whatever a split or merge takes on the chain: ' +
        'at the venue it takes seconds, and can fail.',
    },
    {
      code: 'no_impact',
      text:
        'The recorded market does not react to our orders. What we take stays gone until its ' +
        'level has vanished from the recording.',
    },
  ];
}

function selection({ data }: BacktestOptions): Assumption[] {
  if (!data.completeOnly) return [];
  const text =
    'Only markets that were recorded to their end and busy enough: nobody knows that beforehand, ' +
    'so the choice itself looks ahead.';
  return [{ code: 'complete_only', text }];
}

function latency({ latency: { feed, entry, response } }: BacktestOptions): Assumption[] {
  if (feed !== 0 || entry !== 0 || response !== 0) return [];
  return [{ code: 'no_latency', text: 'No latency: the bound that no real connection reaches.' }];
}

function chain({ exchange }: Session, journal: readonly JournalEntry[]): Assumption[] {
  if (!journal.some(({ kind }) => kind === 'SetsRequested')) return [];
  const { delay, gas } = exchange.options.chain;
  const micros = delay.kind === 'constant' ? [delay.micros] : delay.micros;
  const [least, most] = [Math.min(...micros), Math.max(...micros)].map((one) => one / SCALE);
  const time = least === most ? `${least} s` : `${least} to ${most} s`;
  const text =
    `A split or merge is done ${time} after it has arrived, never fails, and costs ` +
    `${formatDecimal(gas)} dollars of gas: none of it was measured at the venue.`;
  return [{ code: 'chain_assumed', text }];
}

function halted(journal: readonly JournalEntry[]): Assumption[] {
  const halts = journal.filter(({ kind }) => kind === 'StrategyHalted').length;
  if (halts === 0) return [];
  const text = `A strategy threw ${plural(halts, 'time')}: while it was halted nothing was traded.`;
  return [{ code: 'strategy_halted', text }];
}

function rewards(journal: readonly JournalEntry[]): Assumption[] {
  if (!journal.some(({ kind }) => kind === 'RewardSampled')) return [];
  const text =
    'Liquidity rewards are worked out by the published formula: all that a book shows is taken ' +
    'for one other maker whose orders all count. Makers who quote one side each score less ' +
    'together than such a one, so our part is mostly told too low; where a book leans to one ' +
    'side it can be told too high. Our own orders do not move the midpoint.';
  return [{ code: 'rewards_one_maker', text }];
}

function unfinished(journal: readonly JournalEntry[]): Assumption[] {
  const ended = journal.filter((entry) => entry.kind === 'Denied' && entry.code === 'data_ended');
  if (ended.length === 0) return [];
  const text = `Denied, for they came after the last event: ${plural(ended.length, 'order')}.`;
  return [{ code: 'data_ended', text }];
}
