import type { Command } from 'commander';

/** A command's own file: it adds options and the action to the command made for it. */
export type CommandModule = { readonly configure: (command: Command) => void };

export type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  /** Imported only when the command is run or its help is asked for: keeps `--help` fast. */
  readonly load: () => Promise<CommandModule>;
};

/** Every command, in the order in which `--help` lists them. */
export const commands: readonly CommandEntry[] = [];
