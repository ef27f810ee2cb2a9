import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber } from './options/whole-number.ts';

export type QueryOptions = {
  readonly data?: string;
  readonly limit?: number;
  readonly rebuild?: boolean;
  readonly json?: boolean;
};

export function configure(command: Command): void {
  command
    .argument('[sql]', 'one SELECT; without it: the views that there are, with their columns')
    .optionsGroup('Options:')
    .option('--data <dir>', 'the archive (default: archive)')
    .option('--limit <n>', 'rows to show (default: 100)', reads(wholeNumber(0)))
    .option('--rebuild', 'make the store anew from the journals of the runs first')
    .option('--json', 'columns and rows as JSON');
  addCommonOptions(
    command,
    'query',
    'query "SELECT strategy, sum(net) FROM trades GROUP BY strategy" --data demo/archive',
    'query "SELECT reason, count(*) FROM decisions GROUP BY ALL" --json',
  );
  command.action(async (sql: string | undefined, options: QueryOptions) => {
    const { runQuery } = await import('./query-run.ts');
    await runQuery(sql, options);
  });
}
