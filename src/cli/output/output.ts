import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Where a command's words go. With --json stdout belongs to the machine, people read stderr. */
export type Output = {
  /** The command's result, for people. */
  say(text: string): void;
  /** What happens meanwhile: never on stdout. */
  note(text: string): void;
  /** The command's result, for programs. */
  machine(value: unknown): void;
  /** Color only where `say` ends in a terminal, and never against NO_COLOR. */
  paint(style: Style, text: string): string;
};

export function openOutput(options: { readonly forMachine: boolean }): Output {
  const people = options.forMachine ? process.stderr : process.stdout;
  return {
    say: (text) => void people.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    machine: (value) => void process.stdout.write(`${toJson(value)}\n`),
    paint: (style, text) => styleText(style, text, { stream: people }),
  };
}

/** Indented, bigints as text: what every --json prints. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part),
    2,
  );
}
