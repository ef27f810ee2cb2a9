import type { Command } from 'commander';
import { ok, type Result } from '../../domain/result.ts';
import type { Price, Timestamp } from '../../domain/units.ts';
import type { DataSelection } from '../../runtime/backtest-options.ts';
import { parseHalfSpread } from '../../runtime/half-spread.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { gathers, reads } from './argument.ts';
import { parseTime } from './time.ts';

export type DataOptions = {
  readonly data?: string;
  readonly dataset?: readonly string[];
  readonly market?: readonly string[];
  readonly asset?: readonly string[];
  readonly category?: readonly string[];
  readonly from?: Timestamp;
  readonly to?: Timestamp;
  readonly completeOnly?: boolean;
  readonly halfSpread?: Price | 'none';
};

const TIME = 'ISO (UTC unless it names a zone) or unix time';

/** Which recordings to replay. Lists are separated by commas, or the option is repeated. */
export function addDataOptions(command: Command): Command {
  return command
    .optionsGroup('Recordings:')
    .option('--data <dir>', 'archive made by "polydesk archive import" (default: from the config)')
    .option('--dataset <names>', 'only these datasets of the archive', gathers)
    .option('--market <patterns>', 'only markets with such a slug; * stands for any text', gathers)
    .option('--asset <names>', 'only markets on these assets, e.g. btc,eth', gathers)
    .option('--category <names>', 'only markets of these categories, e.g. crypto', gathers)
    .option('--from <time>', `only markets that open from then on: ${TIME}`, reads(parseTime))
    .option('--to <time>', 'only markets that open before', reads(parseTime))
    .option('--complete-only', 'only markets recorded from open to close')
    .option(
      '--half-spread <usd>',
      'where only prices were told: a book so far to either side of each, or none (default: none)',
      reads(parseHalfSpreadOrNone),
    );
}

function parseHalfSpreadOrNone(text: string): Result<Price | 'none'> {
  return text === 'none' ? ok(text) : parseHalfSpread(text);
}

/**
 * The selection in the archive at `root`; the command line goes before what is configured.
 * @throws CommandFailure when no time is left in it.
 */
export function selectData(
  root: string,
  options: DataOptions,
  configured: Pick<DataSelection, 'halfSpread'> = {},
): DataSelection {
  refuseEmptyTime(options);
  const halfSpread = options.halfSpread ?? configured.halfSpread;
  return {
    root,
    datasets: options.dataset,
    markets: options.market,
    assets: options.asset,
    categories: options.category,
    from: options.from,
    to: options.to,
    completeOnly: options.completeOnly === true,
    halfSpread: halfSpread === 'none' ? undefined : halfSpread,
  };
}

/** @throws CommandFailure when nothing can lie in it. */
export function refuseEmptyTime({ from, to }: Pick<DataOptions, 'from' | 'to'>): void {
  if (from === undefined || to === undefined || from < to) return;
  const what = `--from ${utc(from)} is not before --to ${utc(to)} (UTC)`;
  throw new CommandFailure(EXIT.usage, what, 'Swap them, or leave one of them out.');
}

/** As people write it; the report's own formats are too heavy for a command's help. */
function utc(at: Timestamp): string {
  return new Date(at / 1_000).toISOString().slice(0, 19).replace('T', ' ');
}
