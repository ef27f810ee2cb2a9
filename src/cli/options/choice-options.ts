import type { Command } from 'commander';
import { gathers, reads } from './argument.ts';
import { wholeNumber, YEAR } from './whole-number.ts';

/** Which markets to record beside up/down windows. */
export type ChoiceOptions = {
  readonly market?: readonly string[];
  readonly top?: number;
  readonly category?: readonly string[];
  readonly search?: string;
  /** Minutes. */
  readonly refresh: number;
};

const REFRESH_MINUTES = 5;

export function addChoiceOptions(command: Command): Command {
  return command
    .optionsGroup('Any markets (then no up/down windows unless --asset or --frame says so):')
    .option(
      '--market <slugs>',
      'these markets, or all open ones of a group; group/market is one of a group',
      gathers,
    )
    .option('--top <n>', 'the n most traded open ones, kept current', reads(wholeNumber(1)))
    .option('--category <names>', 'of these categories, e.g. sports (--top: 20)', gathers)
    .option('--search <words>', 'with these words in slug or question (--top: 20)')
    .option(
      '--refresh <minutes>',
      'look for new ones so often',
      reads(wholeNumber(1, YEAR.minutes)),
      REFRESH_MINUTES,
    );
}
