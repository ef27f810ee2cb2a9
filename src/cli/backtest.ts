import { type Command, Option } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addDataOptions, type DataOptions } from './options/data-options.ts';
import { addFilmOptions, type FilmOptions } from './options/film-options.ts';
import { jsonTarget } from './options/json-target.ts';
import { parseMsList } from './options/latency.ts';
import { addSimulationOptions, type SimulationOptions } from './options/simulation-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type BacktestCommandOptions = DataOptions &
  SimulationOptions &
  StrategyOptions &
  FilmOptions & {
    /** Undefined: the default path. False: none. */
    readonly report?: string | false;
    /** True: to stdout. */
    readonly json?: string | true;
    readonly summary?: string;
    readonly charts?: number;
    /** Totals in µs. */
    readonly latencies?: readonly number[];
    readonly journal?: string;
    readonly learned?: string;
    readonly debug?: boolean;
  };

export function configure(command: Command): void {
  command.argument('<strategy>', 'one of "polydesk strategies", or your own from the config');
  addDataOptions(command);
  addStrategyOptions(command).option(
    '--learned <file>',
    'what the strategy has learned before, by "polydesk train" (default: nothing)',
  );
  addSimulationOptions(command)
    .addOption(
      new Option(
        '--latencies <ms,...>',
        'one run for each total latency, side by side, e.g. 0,50,100,250,500,1000',
      )
        .argParser(reads(parseMsList))
        .conflicts(['latency', 'latencyFile', 'report', 'charts', 'summary', 'journal', 'film']),
    )
    .optionsGroup('Output:')
    .option(
      '--report <file.html>',
      'the report (default: reports/<strategy>-<hashes>.html; with --json: none)',
    )
    .option('--no-report', 'write no HTML report')
    .option(
      '--json [file]',
      'the whole result as JSON, to stdout unless a file is named',
      jsonTarget,
    )
    .option('--summary <file.json>', 'its figures alone as JSON, of bounded size')
    .option('--journal <file>', 'write down each decision, for "polydesk replay <file>"')
    .option(
      '--charts <n>',
      'price paths in the report, markets with fills first (default: 12)',
      reads(wholeNumber(0)),
    );
  addFilmOptions(command);
  addCommonOptions(
    command,
    'backtest late-favourite --data archive --size 10',
    'backtest late-favourite --data archive --complete-only --set threshold=0.70 --latency 0',
    'backtest late-favourite --data archive --latencies 0,50,100,250,500,1000',
    'backtest late-favourite --data archive --journal late-favourite.journal',
    'backtest ml --data archive --from 2026-04-15 --learned archive/learned/ml/ml.1.json',
  );
  command.action(async (strategy: string, options: BacktestCommandOptions) => {
    const { runBacktest } = await import('./backtest-run.ts');
    await runBacktest(strategy, options);
  });
}
