import type { Command } from 'commander';
import { reads } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';
import { wholeNumber, YEAR } from './options/whole-number.ts';

export type ScanCommandOptions = {
  readonly to: string;
  readonly name?: string;
  readonly history?: boolean;
  readonly pages?: number;
  /** Minutes. */
  readonly every?: number;
  /** Address of an exchange on this machine; undefined: the venue. */
  readonly exchange?: string;
  readonly json?: boolean;
};

export function configureScan(command: Command): void {
  command
    .requiredOption('--to <archive>', 'the archive; made when it does not exist')
    .option('--history', 'closed markets from the first on too: once, an hour or more')
    .option('--pages <n>', 'read at most so many pages of 100 now', reads(wholeNumber(1)))
    .option(
      '--every <minutes>',
      'scan again so often, until stopped',
      reads(wholeNumber(1, YEAR.minutes)),
    )
    .option('--name <dataset>', 'dataset in the archive (default: catalogue)')
    .option(
      '--exchange <address>',
      'an exchange on this machine instead of the venue; its rows are simulated',
    )
    .option('--json', 'what was read as JSON, with --every a line for each scan');
  addCommonOptions(command, 'markets scan --to archive', 'markets scan --to archive --every 15');
  command.action(async (options: ScanCommandOptions) => {
    const { runScan } = await import('./markets-scan-run.ts');
    await runScan(options);
  });
}
