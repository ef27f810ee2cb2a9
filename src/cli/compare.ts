import { type Command, Option } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDataOptions, type DataOptions } from './options/data-options.ts';
import { jsonTarget } from './options/json-target.ts';
import { parseMsList } from './options/latency.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type CompareCommandOptions = DataOptions &
  SimulationOptions &
  StrategyOptions & {
    readonly all?: boolean;
    readonly claims?: boolean;
    readonly makers?: boolean;
    /** Totals in µs. */
    readonly latencies?: readonly number[];
    /** File for the board as Markdown. */
    readonly page?: string;
    /** Folder; undefined: no reports. */
    readonly report?: string;
    readonly charts?: number;
    /** True: to stdout. */
    readonly json?: string | true;
    readonly debug?: boolean;
  };

/** What rows of the board differ in only where they say so, and what would choose the data. */
const DECIDED_BY_THE_BOARD = [
  ...[
    'all',
    'size',
    'set',
    'market',
    'asset',
    'category',
    'from',
    'to',
    'completeOnly',
    'halfSpread',
  ],
  ...['capital', 'latency', 'latencyFile', 'queue', 'inferFills', 'unknownDepth', 'seed'],
  ...['chainDelay', 'gas'],
  ...['fee', 'rebate', 'takerDelay', 'minimumSize'],
];

export function configure(command: Command): void {
  command
    .argument('[strategies...]', 'names from "polydesk strategies" or from the config')
    .option('--all', 'every strategy there is')
    .addOption(
      new Option(
        '--claims',
        'the claims board: variants and controls on each recorded set by rules of its own, ' +
          'corrected for their number',
      ).conflicts(DECIDED_BY_THE_BOARD),
    )
    .addOption(
      new Option(
        '--makers',
        "the makers' board: every pricing engine and the controls on each recorded set, by " +
          'several rules of who is filled',
      ).conflicts([...DECIDED_BY_THE_BOARD, 'claims', 'report', 'charts']),
    )
    .option(
      '--latencies <ms,...>',
      'with --claims or --makers: total latencies to play',
      reads(parseMsList),
    );
  addDataOptions(command);
  addStrategyOptions(command);
  addSimulationOptions(command)
    .optionsGroup('Output:')
    .option('--report <dir>', 'index.html with all side by side in this folder, a page for each')
    .option(
      '--charts <n>',
      'price paths in each report, markets with fills first (default: 12)',
      reads(wholeNumber(0)),
    )
    .option('--page <file.md>', 'with --claims or --makers: the board as a page of Markdown')
    .option('--json [file]', 'the table as JSON, to stdout unless a file is named', jsonTarget);
  addCommonOptions(
    command,
    'compare --all --data archive --size 10',
    'compare late-favourite buy-favourite-at-open do-nothing --data archive --latency 0',
    'compare --claims --data archive --page claims.md',
    'compare --makers --data archive --dataset btc-5m-books-2026-04 --page makers.md',
  );
  command.action(async (strategies: readonly string[], options: CompareCommandOptions) => {
    if (options.claims === true) {
      const { runClaims } = await import('./claims-run.ts');
      return runClaims(strategies, options);
    }
    if (options.makers === true) {
      const { runMakers } = await import('./makers-run.ts');
      return runMakers(strategies, options);
    }
    const { runCompare } = await import('./compare-run.ts');
    await runCompare(strategies, options);
  });
}
