import type { Command } from 'commander';
import type { StrategyChoice } from '../runtime/backtest-options.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { gathers } from './options/argument.ts';
import {
  addStrategyOptions,
  parameterTexts,
  type StrategyOptions,
} from './options/strategy-options.ts';
import { chooseFrom, chooseSeveral, type Settings } from './settings.ts';

export type NamedOptions = StrategyOptions & { readonly strategies?: readonly string[] };

/** How one or several strategies that trade together are named. */
export function addNamesArgument(command: Command): Command {
  return command.argument(
    '[strategies...]',
    'names from "polydesk strategies", or of your own from the config',
  );
}

/** The same as an option, with how they are set up. */
export function addNamesOption(command: Command): Command {
  return addStrategyOptions(command).option(
    '--strategies <names>',
    'the same in one word, e.g. fusion,ml,late-favourite',
    gathers,
  );
}

/** The strategies that are to trade, in the order in which they were named. */
export function chooseNamed(
  settings: Settings,
  named: readonly string[],
  options: NamedOptions,
): readonly StrategyChoice[] {
  const [only, ...others] = new Set([...named, ...(options.strategies ?? [])]);
  if (only === undefined) {
    throw new CommandFailure(EXIT.usage, 'no strategies were named', 'See "polydesk strategies".');
  }
  const texts = parameterTexts(options);
  return others.length > 0
    ? chooseSeveral(settings, [only, ...others], texts)
    : [chooseFrom(settings, only, texts)];
}
