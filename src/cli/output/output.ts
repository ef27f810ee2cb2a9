import { type Paint, paintWith } from '../../report/text/paint.ts';

/** Where a command's words go. With --json stdout belongs to the machine, people read stderr. */
export type Output = {
  /** The command's result, for people. */
  say(text: string): void;
  /** What happens meanwhile: never on stdout. */
  note(text: string): void;
  /** The command's result, for programs. */
  machine(value: unknown): void;
  /** One of many results that come one after the other, each in a line of its own. */
  line(value: unknown): void;
  /** Colors only where `say` ends in a terminal, and never against NO_COLOR. */
  readonly color: boolean;
  readonly paint: Paint;
};

export function openOutput(options: { readonly forMachine: boolean }): Output {
  const people = options.forMachine ? process.stderr : process.stdout;
  const color = people.isTTY && people.hasColors();
  return {
    say: (text) => void people.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    machine: (value) => void process.stdout.write(`${toJson(value)}\n`),
    line: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    color,
    paint: paintWith(color),
  };
}

/** What every --json prints. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
