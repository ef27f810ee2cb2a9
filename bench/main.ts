import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureInChild } from './child.ts';
import { heap } from './heap.ts';
import { importBooks } from './import.ts';
import { memory } from './memory.ts';
import { read } from './read.ts';
import { replay } from './replay.ts';
import type { BenchOptions, Result, Section } from './section.ts';
import { table } from './table.ts';

const SECTIONS: readonly Section[] = [importBooks, read, replay, heap, memory];
/** Writes 110 M rows first: only when asked for. */
const LONG: ReadonlySet<string> = new Set([memory.name]);

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    runs: { type: 'string' },
    json: { type: 'boolean', default: false },
    measure: { type: 'string' },
    case: { type: 'string' },
  },
});

if (values.measure !== undefined) await measureHere(values.measure, values.case ?? '{}');
else await runSections();

/** The process of one case: its results as JSON, and nothing else, on stdout. */
async function measureHere(name: string, one: string): Promise<void> {
  process.stdout.write(JSON.stringify(await sectionOf(name).measure(JSON.parse(one))));
}

async function runSections(): Promise<void> {
  const options: BenchOptions = { runs: runsOf(values.runs) };
  const answers: Record<string, unknown> = {};
  const machine = `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'processor'}`;
  print(machine);
  for (const section of chosen()) {
    print(`\n${section.name}: ${section.title}`);
    const cases = section.cases(options);
    if (typeof cases === 'string') {
      print(`  skipped: ${cases}`);
      answers[section.name] = { skipped: cases };
      continue;
    }
    const results: Result[] = [];
    for (const one of cases) {
      results.push(...(await measureInChild(section.name, one, section.nodeFlags)));
    }
    print(table([section.heading, ...results.map(({ cells }) => cells)]));
    answers[section.name] = results.map(({ figures }) => figures);
  }
  if (values.json) console.log(JSON.stringify({ machine, ...answers }, undefined, 2));
}

function chosen(): readonly Section[] {
  if (values.only !== undefined) return values.only.split(',').map(sectionOf);
  return values.all ? SECTIONS : SECTIONS.filter(({ name }) => !LONG.has(name));
}

function sectionOf(name: string): Section {
  const section = SECTIONS.find((one) => one.name === name);
  if (section !== undefined) return section;
  const names = SECTIONS.map((one) => one.name).join(', ');
  throw new Error(`there is no section "${name}": --only takes ${names}`);
}

function runsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs takes a number, not "${text}"`);
  return runs;
}

/** Tables are for people: with --json they go to stderr. */
function print(line: string): void {
  if (values.json) console.error(line);
  else console.log(line);
}
