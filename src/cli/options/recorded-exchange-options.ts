import type { Command } from 'commander';
import type { Timestamp } from '../../domain/units.ts';
import type { DataSelection } from '../../runtime/backtest-options.ts';
import type { MarketRules } from '../../runtime/ruled-universe.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { gathers, reads } from './argument.ts';
import { selectData } from './data-options.ts';
import { addRuleOptions, type RuleOptions, rulesOf } from './rule-options.ts';
import { parseTime } from './time.ts';

export type RecordedExchangeOptions = RuleOptions & {
  readonly data?: string;
  readonly dataset?: readonly string[];
  readonly market?: readonly string[];
  readonly from?: Timestamp;
  readonly to?: Timestamp;
};

/** Which recording drives the exchange, instead of prices and traders that it invents. */
export function addRecordedExchangeOptions(command: Command): Command {
  command
    .optionsGroup('A recording drives it:')
    .option('--data <dir>', 'an archive: its books, prints and ends instead of invented ones')
    .option('--dataset <names>', 'only these datasets of the archive', gathers)
    .option('--market <patterns>', 'only markets with such a slug; * stands for any text', gathers)
    .option('--from <time>', 'only markets that open from then on', reads(parseTime))
    .option('--to <time>', 'only markets that open before', reads(parseTime));
  return addRuleOptions(command);
}

/** What is invented, and what a recording tells: nobody can have both. */
type Invented = {
  readonly asset?: readonly string[];
  readonly frame?: unknown;
  readonly trades?: unknown;
};

/** Which recording is played, and what stands in for what it does not tell of its markets. */
export type Recording = { readonly data: DataSelection; readonly rules: MarketRules };

/** The recording to play; undefined where none is asked for. @throws CommandFailure for a mix. */
export function recordingOf(options: RecordedExchangeOptions & Invented): Recording | undefined {
  const { data, dataset, market, from, to, asset } = options;
  if (data === undefined) {
    const chosen = OF_A_RECORDING.find(([name]) => options[name] !== undefined);
    if (chosen === undefined) return undefined;
    const [, flag] = chosen;
    const remedy = 'Give --data <dir>, or leave it out.';
    throw new CommandFailure(
      EXIT.usage,
      `--${flag} is about a recording, and there is none`,
      remedy,
    );
  }
  for (const name of ['frame', 'trades'] as const) {
    if (options[name] === undefined) continue;
    const what = `--${name} is about what is invented, and --data plays what was recorded`;
    throw new CommandFailure(EXIT.usage, what, 'Leave one of them out.');
  }
  const selection = selectData(data, {
    ...(dataset === undefined ? {} : { dataset }),
    ...(market === undefined ? {} : { market }),
    ...(asset === undefined ? {} : { asset }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  return { data: selection, rules: rulesOf(options, NOTHING_CONFIGURED) };
}

const OF_A_RECORDING = [
  ['dataset', 'dataset'],
  ['market', 'market'],
  ['from', 'from'],
  ['to', 'to'],
  ['fee', 'fee'],
  ['rebate', 'rebate'],
  ['takerDelay', 'taker-delay'],
  ['minimumSize', 'minimum-size'],
] as const;
const NOTHING_CONFIGURED = { fee: undefined, takerDelayMs: undefined, minimumSize: undefined };
