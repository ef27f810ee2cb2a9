import { setTimeout as wait } from 'node:timers/promises';
import { count, plural } from '../report/format.ts';
import { LabelCount, type LabelCounts } from '../runtime/record/label-count.ts';
import { inMs } from '../runtime/waiting.ts';
import type { CollectOptions } from './collect.ts';
import { Ending } from './ending.ts';
import { type Output, openOutput } from './output/output.ts';
import { recordingInWords } from './record-news.ts';
import { recordUntil, type ToldRecording } from './record-run.ts';

const LOOK_MS = 500;

/** Records so many cycles, waits for the winners of what is over then, and ends. */
export async function runCollect(options: CollectOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const ending = new Ending(undefined);
  const labels = new LabelCount();
  await recordUntil(ending, options, output, {
    hear: (news) => {
      if (news.kind === 'market') labels.hear(news.news);
    },
    begun: (status) => {
      void cycles(labels, status, ending, options, output);
      return () => output.note(`In all: ${labelsInWords(labels.counts)}.`);
    },
  });
}

/** Tells the end of each cycle; after the last one and its winners the recording is over. */
async function cycles(
  labels: LabelCount,
  status: () => ToldRecording,
  ending: Ending,
  { cycles: all, interval, settle, json }: CollectOptions,
  output: Output,
): Promise<void> {
  let isOver = false;
  ending.come.then(() => {
    isOver = true;
  });
  for (let cycle = 1; cycle <= all; cycle++) {
    await passed(interval, ending);
    if (isOver) return;
    const { counts } = labels;
    if (json === true) output.line({ cycle, of: all, ...counts, recording: status() });
    else {
      const done = `Cycle ${count(cycle)} of ${count(all)}: ${labelsInWords(counts)}`;
      output.note(`${done}; ${recordingInWords(status())}`);
    }
  }
  await settled(labels, settle, () => isOver, output);
  ending.over();
}

/** So many seconds, or less when the end comes before. */
function passed(seconds: number, { come }: Ending): Promise<void> {
  return new Promise((resolve) => {
    const forget = inMs(seconds * 1_000, resolve);
    void come.then(() => {
      forget();
      resolve();
    });
  });
}

/** Waits for the winners of the windows that are over now, not of those that end meanwhile. */
async function settled(
  labels: LabelCount,
  seconds: number,
  isOver: () => boolean,
  output: Output,
): Promise<void> {
  const owed = [...labels.owed];
  const left = () => owed.filter((slug) => labels.owed.has(slug)).length;
  if (left() > 0 && seconds > 0) output.note(`Waiting for ${plural(left(), 'winner')}.`);
  const until = performance.now() + seconds * 1_000;
  while (left() > 0 && !isOver() && performance.now() < until) await wait(LOOK_MS);
  if (left() === 0 || isOver()) return;
  output.note(`${plural(left(), 'window')} without a winner: the next run asks for it again.`);
}

function labelsInWords({ markets, closed, labeled }: LabelCounts): string {
  return `${plural(markets, 'market')}, ${count(closed)} over, ${count(labeled)} of them decided`;
}
