import { parseArgs } from 'node:util';
import { ok, type Result, refuse } from '../src/domain/result.ts';

/** What the command line of the benchmarks asks for. */
export type BenchArguments = {
  readonly help: boolean;
  /** Names of sections; undefined: the usual ones. */
  readonly only: readonly string[] | undefined;
  readonly all: boolean;
  readonly runs: number | undefined;
  readonly json: boolean;
};

const OPTIONS = {
  help: { type: 'boolean', short: 'h', default: false },
  only: { type: 'string' },
  all: { type: 'boolean', default: false },
  runs: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** `sections` are the names there are. Refuses what cannot be meant. */
export function readArguments(
  words: readonly string[],
  sections: readonly string[],
): Result<BenchArguments> {
  const parsed = parsedOf(words);
  if (!parsed.ok) return parsed;
  const { help, all, json } = parsed.value;
  const only = parsed.value.only?.split(',');
  const unknown = only?.find((name) => !sections.includes(name));
  if (unknown !== undefined) {
    const names = sections.join(', ');
    return refuse('unknown_section', `there is no section "${unknown}", only ${names}`);
  }
  const runs = parsed.value.runs === undefined ? undefined : Number(parsed.value.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0)) {
    return refuse('bad_runs', `--runs takes a number, not "${parsed.value.runs}"`);
  }
  return ok({ help, only, all, runs, json });
}

function parsedOf(words: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...words], options: OPTIONS }).values);
  } catch (error) {
    // Node says what is wrong, then how to escape it, which nobody wants here.
    const said = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    return refuse('bad_option', said);
  }
}
