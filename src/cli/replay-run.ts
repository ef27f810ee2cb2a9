import { dateTime } from '../report/format.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { takeLeft } from '../runtime/record/take-left.ts';
import { chooseDecisions } from '../runtime/replay/choose-decisions.ts';
import { readRun, type WrittenRun } from '../runtime/replay/read-run.ts';
import { type ReplayedRun, replayRun } from '../runtime/replay/replay-run.ts';
import { optionsOfRun } from '../runtime/replay/run-options.ts';
import { accept } from './accept.ts';
import { decisionInLines } from './decision-words.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type Output, openOutput } from './output/output.ts';
import { plain } from './output/plain.ts';
import { startProgress } from './output/progress.ts';
import type { ReplayOptions } from './replay.ts';
import { decisionJson, resultJson } from './replay-json.ts';
import { endInLines, headInLines } from './replay-words.ts';
import { readSettings } from './settings.ts';

/** Runs a past run again and shows each decision; ends with 1 when it decides otherwise. */
export async function runReplay(path: string, options: ReplayOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const run = accept(await readRun(path), JOURNAL, EXIT.data);
  const settings = await readSettings(options.config);
  const asRun = accept(optionsOfRun(run.begun, settings.strategies), STRATEGIES, EXIT.data);
  const { data = asRun.data.root } = options;
  for (const line of headInLines(run)) output.note(plain(line));
  await takeWhatIsLeft(run, data, output);
  const replayed = await watchedReplay(run, { ...asRun, data: { ...asRun.data, root: data } });
  const shown = chooseDecisions(replayed, {
    ...options,
    markets: options.market,
    fates: options.only,
  });
  tell(run, replayed, shown, output, options.json === true);
  if (!replayed.isSame) process.exitCode = EXIT.failed;
}

function tell(
  run: WrittenRun,
  replayed: ReplayedRun,
  shown: ReplayedRun['decisions'],
  output: Output,
  isMachine: boolean,
): void {
  if (isMachine) {
    for (const decision of shown) output.line(decisionJson(decision, replayed));
    output.line(resultJson(run, replayed, shown.length));
    return;
  }
  for (const decision of shown) {
    for (const line of decisionInLines(decision, replayed)) output.say(plain(line));
  }
  for (const line of endInLines(run, replayed, shown.length)) output.say(plain(line));
}

/** A run that died has left rows that nobody took into the archive. */
async function takeWhatIsLeft(
  { begun: { name, heard }, ended }: WrittenRun,
  root: string,
  { note }: Output,
): Promise<void> {
  if (heard === undefined || ended?.datasets.every(({ hash }) => hash !== undefined)) return;
  const left = await takeLeft(root, name, heard);
  if (left === 'taken') note('What its recorder had left is taken into the archive now.');
  if (left === 'recording') note('It goes on: only what is in the archive so far can be repeated.');
}

/** Shows how far it is, on stderr. */
async function watchedReplay(run: WrittenRun, options: BacktestOptions): Promise<ReplayedRun> {
  const progress = await startProgress(run.begun.name, 'events');
  try {
    return await replayRun(run, options, ({ done, total, at }) =>
      progress.update(done, total, dateTime(at)),
    );
  } catch (error) {
    throw isMissing(error) ? withoutRecording(run, options, error) : error;
  } finally {
    progress.stop();
  }
}

function isMissing(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'not_found';
}

function withoutRecording({ begun }: WrittenRun, { data }: BacktestOptions, { message }: Error) {
  const what = `the recording of ${begun.name} is not in ${data.root}: ${message}`;
  const remedy =
    'Without it a run cannot be repeated. An archive that was moved is named by --data.';
  return new CommandFailure(EXIT.data, what, remedy);
}

const JOURNAL =
  'Name a file of <archive>/runs. What a wallet sent (orders.journal) cannot be repeated.';
const STRATEGIES =
  'Only with the strategies that it had can it be repeated: name their configuration by --config.';
