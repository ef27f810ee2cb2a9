import type { ArchiveSource } from '../archive/archive-source.ts';
import type { JournalEntry } from '../domain/journal-entry.ts';
import { plural } from '../report/format.ts';
import type { Assumption } from '../report/run-record.ts';
import type { BacktestOptions } from './backtest-options.ts';
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
    ...fees(session, options),
    ...inference(source, options),
    ...latency(options),
    ...takerDelays(source, options),
    ...unfinished(journal),
    {
      code: 'settlement_at_once',
      text: 'A fill settles at once and never fails: at the venue it takes seconds, and can fail.',
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

function fees(session: Session, options: BacktestOptions): Assumption[] {
  if (options.fee !== undefined) {
    return [{ code: 'fee_override', text: 'All markets are charged the fee given to this run.' }];
  }
  const unknown = session.markets.filter((market) => market.fee === undefined).length;
  const sources = new Set(session.markets.flatMap(({ fee }) => (fee ? [fee.source] : [])));
  const found = [...sources].map((source) => ({
    code: 'fee_schedule',
    text: `Fees by: ${source}.`,
  }));
  if (unknown === 0) return found;
  const text =
    `The fee of ${plural(unknown, 'market')} is not known, so no order is let through there. ` +
    'To see them with a fee of your choice, run again with --fee, e.g. --fee 0.07.';
  return [...found, { code: 'fee_unknown', text }];
}

function inference(source: ArchiveSource, options: BacktestOptions): Assumption[] {
  const silent = source.hasTrades.filter((has) => !has).length;
  const found: Assumption[] = [];
  if (silent > 0) {
    const rule = RULES[options.inferFills];
    const markets = plural(silent, 'market was', 'markets were');
    const text = `${markets} recorded without trade prints. ${rule}`;
    found.push({ code: 'fills_inferred', text });
    if (silent === source.hasTrades.length && options.inferFills !== 'depletion') {
      const unused = 'Without prints and depletion no queue moves: the queue rule changes nothing.';
      found.push({ code: 'queue_unused', text: unused });
    }
  }
  if (options.unknownDepth === 'assume') {
    const text = 'Where a size was not recorded, any size is assumed to be there.';
    found.push({ code: 'unknown_depth', text });
  }
  return found;
}

const RULES: Readonly<Record<BacktestOptions['inferFills'], string>> = {
  off: 'Resting orders are never filled there.',
  through:
    'A resting order is filled there when the other side of the recorded book reaches its price, ' +
    'up to the size shown.',
  depletion:
    'A resting order is filled there when the other side of the recorded book reaches its price, ' +
    'and half of every decrease at its price counts as trades.',
};

function latency({ latency: { feed, entry, response } }: BacktestOptions): Assumption[] {
  if (feed !== 0 || entry !== 0 || response !== 0) return [];
  return [{ code: 'no_latency', text: 'No latency: the bound that no real connection reaches.' }];
}

function takerDelays(source: ArchiveSource, options: BacktestOptions): Assumption[] {
  if (options.takerDelayMs !== undefined) {
    const delay = `${options.takerDelayMs} ms`;
    const text = `The taker delay given to this run holds in all markets: ${delay}.`;
    return [{ code: 'taker_delay_override', text }];
  }
  const known = source.universe.flatMap(({ facts }) => facts.takerDelayMs ?? []);
  const found = [...new Set(known.map((delay) => `${delay.value} ms by: ${delay.source}.`))].map(
    (text) => ({ code: 'taker_delay', text: `Marketable orders are held back ${text}` }),
  );
  const unknown = source.universe.length - known.length;
  if (unknown === 0) return found;
  const text =
    `The taker delay of ${plural(unknown, 'market')} is not known, so only post-only orders are ` +
    'let through there. To see them with a delay of your choice, run again with --taker-delay, ' +
    'e.g. --taker-delay 250.';
  return [...found, { code: 'taker_delay_unknown', text }];
}

function unfinished(journal: readonly JournalEntry[]): Assumption[] {
  const ended = journal.filter((entry) => entry.kind === 'Denied' && entry.code === 'data_ended');
  if (ended.length === 0) return [];
  const text = `Denied, for they came after the last event: ${plural(ended.length, 'order')}.`;
  return [{ code: 'data_ended', text }];
}
