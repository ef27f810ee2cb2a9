import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type LearnedCommandOptions = {
  readonly to: string;
  readonly backTo?: number;
  readonly model?: string;
  readonly forget?: boolean;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .argument('[account]', 'whose: see the list without one')
    .argument('[strategy]', 'of those that learn, e.g. ml')
    .requiredOption('--to <archive>', 'archive beside whose recordings it is kept')
    .option(
      '--back-to <version>',
      'make a copy of an earlier version the newest',
      reads(wholeNumber(1)),
    )
    .option('--model <name>', 'with --back-to: a version of this model alone, e.g. btc')
    .option('--forget', 'begin anew with the next run; what was learned is put aside')
    .option('--json', 'the list as JSON');
  addCommonOptions(
    command,
    'learned --to archive',
    'learned ml ml --to archive --back-to 3',
    'learned ml ml --to archive --model btc --back-to 2',
    'learned ml ml --to archive --forget',
  );
  command.action(
    async (
      account: string | undefined,
      strategy: string | undefined,
      options: LearnedCommandOptions,
    ) => {
      const { runLearned } = await import('./learned-run.ts');
      await runLearned({ account, strategy }, options);
    },
  );
}
