// The program as its users' words meet it: what it takes and what it refuses.
import { Command, CommanderError } from 'commander';
import { commands } from '../../src/cli/commands.ts';

/** The real program, with nothing behind its commands. */
async function emptyProgram(): Promise<Command> {
  const program = new Command('polydesk').version('0').enablePositionalOptions();
  for (const { name, load } of commands) (await load()).configure(program.command(name));
  disarm(program);
  return program;
}

function disarm(command: Command): void {
  command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
  // One that has commands and words of its own runs by itself too.
  const runs = command.commands.length === 0 || command.registeredArguments.length > 0;
  if (runs) command.action(() => {});
  for (const inner of command.commands) disarm(inner);
}

/** Why the program refuses these words; undefined when it does not. */
export async function refusal(words: readonly string[]): Promise<string | undefined> {
  try {
    await (await emptyProgram()).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? undefined : error.message;
  }
  return undefined;
}
