// The entry: reads only what `--help` needs; the chosen command's code is loaded on demand.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { listenForBrokenPipe } from './broken-pipe.ts';
import { type CommandEntry, commands } from './commands.ts';
import { endWithParent } from './end-with-parent.ts';
import { EXIT } from './failure.ts';

/** The version in package.json, which stands two folders up. */
function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * Builds the program for these arguments: every command is listed, but only the one that is
 * named gets its options and action.
 */
async function buildProgram(
  entries: readonly CommandEntry[],
  named: string | undefined,
): Promise<Command> {
  const program = new Command('polydesk')
    .description('A trading desk for Polymarket: record, research, backtest, paper and live.')
    .version(readVersion())
    .showHelpAfterError('Add --help to see what is possible.')
    // An option belongs to the command that it stands behind: `markets scan --json` is the scan's.
    .enablePositionalOptions()
    .exitOverride();
  for (const entry of entries) {
    const command = program.command(entry.name).summary(entry.summary).description(entry.summary);
    if (entry.name === named) (await entry.load()).configure(command);
  }
  return program;
}

/** The first word that is not an option; for `help archive` the word after `help`. */
function namedCommand(words: readonly string[]): string | undefined {
  const [first, second] = words.filter((word) => !word.startsWith('-'));
  return first === 'help' ? second : first;
}

const words = process.argv.slice(2);
listenForBrokenPipe();
endWithParent();
try {
  const program = await buildProgram(commands, namedCommand(words));
  await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else {
    const debug = words.includes('--debug') || process.env.POLYDESK_DEBUG !== undefined;
    const { explainError } = await import('./explain-error.ts');
    const { lines, exitCode } = explainError(error, debug);
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exitCode = exitCode;
  }
}
