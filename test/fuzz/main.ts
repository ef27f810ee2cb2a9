// The wire under a million damaged texts: `npm run fuzz -- --frames 1000000 --seed 1`. Not a test
// of vitest, because it takes minutes, and not a benchmark, because it is right or wrong: it ends
// with 1 at the first fault and prints the text that showed it.
import { parseArgs } from 'node:util';
import { recordedFamilies } from '../support/recorded-wire.ts';
import { families } from '../support/wire-families.ts';
import { type Fuzzed, fuzz } from '../support/wire-fuzz.ts';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const frames = Number(values.frames);
const seed = Number(values.seed);
if (!(Number.isSafeInteger(frames) && frames > 0 && Number.isSafeInteger(seed))) {
  print('usage: npm run fuzz -- [--frames <number>] [--seed <number>]');
  process.exit(2);
}

const recorded = recordedFamilies();
const among = [...families, ...recorded];
print(
  `${frames} damaged texts of seed ${seed}, from ${families.length} kinds of messages and answers`,
);
print(
  `recordings of ${recorded.length} of them${recorded.length === 0 ? ': set POLYDESK_DATA' : ''}`,
);

const counts = { read: 0, refused: 0, partly: 0 };
let slowest = { ms: 0, text: '' };
const begun = performance.now();
for (let n = 0; n < frames; n++) {
  const before = performance.now();
  const fuzzed = fuzz(seed, n, among);
  const ms = performance.now() - before;
  if (ms > slowest.ms)
    slowest = { ms, text: `${fuzzed.family.name}, ${fuzzed.text.length} characters` };
  if (fuzzed.fault !== undefined) {
    report(n, fuzzed);
    process.exit(1);
  }
  tally(fuzzed);
  if ((n + 1) % 100_000 === 0) print(`${n + 1} after ${seconds()} s`);
}
print(`no fault in ${frames} texts, ${seconds()} s (the checks and all)`);
print(`read in whole ${counts.read}, in part ${counts.partly}, refused ${counts.refused}`);
print(`slowest with its checks: ${slowest.ms.toFixed(1)} ms (${slowest.text})`);

function tally({ reading }: Fuzzed): void {
  if (reading === undefined) return;
  const some = 'messages' in reading ? reading.messages.length > 0 : reading.ok;
  if (!some) counts.refused++;
  else if (reading.refusals.length + reading.wrongFields.length > 0) counts.partly++;
  else counts.read++;
}

function report(n: number, { family, fault, sample, text }: Fuzzed): void {
  print(`text ${n} of seed ${seed}, ${family.name}: ${fault}`);
  print(`damaged: ${text.slice(0, 5_000)}`);
  print(`whole:   ${sample.slice(0, 5_000)}`);
}

function seconds(): string {
  return ((performance.now() - begun) / 1_000).toFixed(0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
