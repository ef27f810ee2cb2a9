import type { Command } from 'commander';
import { gathers } from './options/argument.ts';
import { addCommonOptions } from './options/common-options.ts';

export type ImportCommandOptions = {
  readonly to: string;
  readonly name?: string;
  readonly json?: boolean;
};
export type InfoCommandOptions = {
  readonly dataset?: readonly string[];
  readonly hours?: boolean;
  readonly json?: boolean;
};
export type VerifyCommandOptions = {
  readonly dataset?: readonly string[];
  readonly json?: boolean;
};

export function configure(command: Command): void {
  configureImport(command.command('import').description('bring recordings into an archive'));
  configureInfo(command.command('info').description('what an archive holds, and what it lacks'));
  configureVerify(command.command('verify').description('read everything and compare the hashes'));
}

function configureImport(command: Command): void {
  command
    .argument('<path...>', 'files or folders of recordings; the format is recognized')
    .requiredOption('--to <dir>', 'the archive; made when it does not exist')
    .option('--name <dataset>', 'name of the dataset (default: the format’s own)')
    .option('--json', 'what was imported as JSON');
  addCommonOptions(command, 'archive import recordings/btc-5m-books-2026-04 --to archive');
  command.action(async (paths: readonly string[], options: ImportCommandOptions) => {
    const { runImport } = await import('./archive-import.ts');
    await runImport(paths, options);
  });
}

function configureInfo(command: Command): void {
  command
    .argument('<dir>', 'the archive')
    .option('--dataset <names>', 'only these datasets', gathers)
    .option('--hours', 'the coverage of each market by hour')
    .option('--json', 'the manifests as JSON');
  addCommonOptions(command, 'archive info archive --hours');
  command.action(async (root: string, options: InfoCommandOptions) => {
    const { runInfo } = await import('./archive-info.ts');
    await runInfo(root, options);
  });
}

function configureVerify(command: Command): void {
  command
    .argument('<dir>', 'the archive')
    .option('--dataset <names>', 'only these datasets', gathers)
    .option('--json', 'the findings as JSON');
  addCommonOptions(command, 'archive verify archive');
  command.action(async (root: string, options: VerifyCommandOptions) => {
    const { runVerify } = await import('./archive-verify.ts');
    await runVerify(root, options);
  });
}
