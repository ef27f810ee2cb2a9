import type { Command } from 'commander';
import { CommandFailure, EXIT } from '../failure.ts';
import { collects } from './argument.ts';
import { type Assignment, parseAssignment } from './assignment.ts';

export type StrategyOptions = {
  readonly size?: string;
  readonly set?: readonly Assignment[];
  readonly config?: string;
};

/** How the strategy is set up. */
export function addStrategyOptions(command: Command): Command {
  return command
    .optionsGroup('Strategy:')
    .option('--size <shares>', 'shares of an order: short for --set size=<shares>')
    .option(
      '--set <name=value>',
      'a parameter of the strategy, see "polydesk strategies" (repeatable)',
      collects(parseAssignment),
    )
    .option('--config <file>', 'configuration file (default: polydesk.config.ts, if there is one)');
}

/** The parameters named on the command line, as text. Naming one twice is refused. */
export function parameterTexts({ size, set = [] }: StrategyOptions): Record<string, string> {
  const all = size === undefined ? set : [{ name: 'size', text: size }, ...set];
  const texts: Record<string, string> = {};
  for (const { name, text } of all) {
    if (Object.hasOwn(texts, name)) {
      const remedy = 'Name each parameter once; --size sets the parameter "size".';
      throw new CommandFailure(EXIT.usage, `parameter "${name}" is set twice`, remedy);
    }
    texts[name] = text;
  }
  return texts;
}
