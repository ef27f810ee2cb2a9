import { cpus } from 'node:os';
import { type BenchArguments, readArguments } from './arguments.ts';
import { measureInChild } from './child.ts';
import { LOADERS, LONG } from './loaders.ts';
import type { BenchOptions, Result, Section } from './section.ts';
import { table } from './table.ts';

const SECTIONS: readonly Section[] = await Promise.all(
  Object.values(LOADERS).map((load) => load()),
);

const USAGE = `Usage: npm run bench -- [options]

  --only <names>  these sections, separated by commas
  --all           every section, ${[...LONG].join(', ')} too
  --runs <n>      timed runs of each case
  --json          the figures as JSON on stdout, the tables on stderr
  --help          this

Sections:
${SECTIONS.map(({ name, title }) => `  ${name.padEnd(13)}${title}`).join('\n')}`;

const asked = readArguments(
  process.argv.slice(2),
  SECTIONS.map(({ name }) => name),
);
if (!asked.ok) {
  console.error(`error: ${asked.message}\nSee "npm run bench -- --help".`);
  process.exitCode = 2;
} else if (asked.value.help) console.log(USAGE);
else await runSections(asked.value);

async function runSections({ only, all, runs, json }: BenchArguments): Promise<void> {
  const options: BenchOptions = { runs };
  /** Tables are for people: with --json they go to stderr. */
  const print = (line: string) => (json ? console.error(line) : console.log(line));
  const answers: Record<string, unknown> = {};
  const machine = `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'processor'}`;
  print(machine);
  for (const section of chosen(only, all)) {
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
  if (json) console.log(JSON.stringify({ machine, ...answers }, undefined, 2));
}

function chosen(only: BenchArguments['only'], all: boolean): readonly Section[] {
  if (only !== undefined) return only.map(sectionOf);
  return all ? SECTIONS : SECTIONS.filter(({ name }) => !LONG.has(name));
}

function sectionOf(name: string): Section {
  const section = SECTIONS.find((one) => one.name === name);
  if (section === undefined) throw new Error(`there is no section "${name}"`);
  return section;
}
