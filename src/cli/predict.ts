import type { Command } from 'commander';
import type { Timestamp } from '../domain/units.ts';
import { gathers, reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { addHearingOptions, type HearingOptions } from './options/recording-options.ts';
import { addStrategyOptions, type StrategyOptions } from './options/strategy-options.ts';
import { parseTime } from './options/time.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type PredictOptions = HearingOptions &
  StrategyOptions & {
    /** Undefined: SECONDS, or with `watch` until it is stopped. */
    readonly seconds?: number;
    readonly watch?: boolean;
    readonly data?: string;
    readonly dataset?: readonly string[];
    readonly at?: Timestamp;
    readonly learned?: string;
    readonly verbose?: boolean;
    readonly json?: boolean;
  };

/** Enough for the books of open windows, and for a few prices of each feed. */
export const SECONDS = 10;

export function configure(command: Command): void {
  command
    .argument('[strategies...]', 'those of "polydesk strategies" that are asked (default: all)')
    .optionsGroup('Open windows:')
    .option(
      '--seconds <n>',
      `listen so long, then ask (default: ${SECONDS}; with --watch: until stopped)`,
      reads(wholeNumber(1, YEAR.seconds)),
    )
    .option('--watch', 'ask again and again');
  addHearingOptions(command, 'instead of the venue, and no feeds')
    .optionsGroup('A recorded moment instead:')
    .option(
      '--at <time>',
      'what they would have thought then, by what was heard until then',
      reads(parseTime),
    )
    .option('--data <dir>', 'archive of the recording (default: from the config)')
    .option('--dataset <names>', 'only these datasets of the archive', gathers);
  addStrategyOptions(command)
    .option(
      '--learned <folder>',
      'what an account has learned, the newest of each strategy (default: nothing)',
    )
    .optionsGroup('Output:')
    .option('--verbose', 'the numbers that were compared')
    .option('--json', 'the answers as JSON; with --watch a line each time');
  addCommonOptions(
    command,
    'predict --asset btc,eth --frame 5m,15m',
    'predict fusion late-favourite --watch --verbose',
    'predict --data archive --at 2026-04-13T12:03:00Z',
    'predict ml --learned archive-live/learned/ml --asset btc --frame 5m',
  );
  command.action(async (strategies: readonly string[], options: PredictOptions) => {
    const { runPredict } = await import('./predict-run.ts');
    await runPredict(strategies, options);
  });
}
