import type { Command } from 'commander';

/** What every command understands. `example` is one line, without the leading `npx polydesk`. */
export function addCommonOptions(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ npx polydesk ${example}`);
  return command
    .optionsGroup('Always:')
    .option('--debug', 'print the stack trace of an error (also: POLYDESK_DEBUG=1)')
    .helpOption('-h, --help', 'this text')
    .addHelpText('after', `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.join('\n')}`);
}
