import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dateTime } from '../report/format.ts';
import type { BacktestWatch } from '../runtime/backtest.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import type { Camera } from '../runtime/film/camera.ts';
import { takeLeft } from '../runtime/record/take-left.ts';
import { chooseDecisions } from '../runtime/replay/choose-decisions.ts';
import { readRun, type WrittenRun } from '../runtime/replay/read-run.ts';
import { type ReplayedRun, replayRun } from '../runtime/replay/replay-run.ts';
import { optionsOfRun } from '../runtime/replay/run-options.ts';
import { accept } from './accept.ts';
import { decisionInLines } from './decision-words.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { refuseEmptyTime } from './options/data-options.ts';
import { cameraOf, deliverFilm } from './options/film-options.ts';
import { type Output, openOutput } from './output/output.ts';
import { plain } from './output/plain.ts';
import { startProgress } from './output/progress.ts';
import type { ReplayOptions } from './replay.ts';
import { decisionJson, resultJson, turnJson } from './replay-json.ts';
import { endInLines, entryInWords, headInLines } from './replay-words.ts';
import { readSettings } from './settings.ts';

/** Runs a past run again and shows each decision; ends with 1 when it decides otherwise. */
export async function runReplay(path: string, options: ReplayOptions): Promise<void> {
  refuseEmptyTime(options);
  const output = openOutput({ forMachine: options.json === true });
  const run = accept(await readRun(path), await remedyAt(path), EXIT.data);
  const settings = await readSettings(options.config);
  const asRun = accept(optionsOfRun(run.begun, settings.strategies), STRATEGIES, EXIT.data);
  const { data = asRun.data.root } = options;
  for (const line of headInLines(run)) output.note(plain(line));
  await takeWhatIsLeft(run, data, output);
  const camera = await cameraOf(options);
  const there = { ...asRun, data: { ...asRun.data, root: data } };
  const replayed = await watchedReplay(run, there, camera);
  const { market: markets, only: fates, from, to } = options;
  const shown = chooseDecisions(replayed, { markets, fates, from, to });
  tell(run, replayed, shown, output, options.json === true);
  if (camera !== undefined) {
    const { provenance, isSame } = replayed;
    deliverFilm(options, camera, { provenance, run: run.begun.name, isSame }, output);
  }
  if (!replayed.isSame) process.exitCode = EXIT.failed;
}

function tell(
  run: WrittenRun,
  replayed: ReplayedRun,
  shown: ReturnType<typeof chooseDecisions>,
  output: Output,
  isMachine: boolean,
): void {
  const decisions = shown.filter((one) => !('turn' in one)).length;
  if (isMachine) {
    for (const one of shown) {
      output.line('turn' in one ? turnJson(one, replayed) : decisionJson(one, replayed));
    }
    output.line(resultJson(run, replayed, decisions));
    return;
  }
  for (const one of shown) {
    const lines = 'turn' in one ? [entryInWords(one.turn)] : decisionInLines(one, replayed);
    for (const line of lines) output.say(plain(line));
  }
  for (const line of endInLines(run, replayed, decisions)) output.say(plain(line));
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
async function watchedReplay(
  run: WrittenRun,
  options: BacktestOptions,
  camera: Camera | undefined,
): Promise<ReplayedRun> {
  const progress = await startProgress(run.begun.name, 'events');
  try {
    const onProgress: BacktestWatch['onProgress'] = ({ done, total, at }) =>
      progress.update(done, total, dateTime(at));
    return await replayRun(run, options, { onProgress, camera });
  } catch (error) {
    throw withoutRecording(run, options, error) ?? error;
  } finally {
    progress.stop();
  }
}

/** What to say instead of an archive's own words; undefined: they are right. */
function withoutRecording(
  { begun: { name }, ended }: WrittenRun,
  { data }: BacktestOptions,
  error: unknown,
): CommandFailure | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  const { code, message } = error;
  // The first rows come into the archive after a quarter of an hour, in the demo after a minute.
  if (code === 'nothing_selected' && ended === undefined) {
    const what = `of the recording of ${name} nothing is in the archive yet`;
    const remedy =
      'Its first rows come after a quarter of an hour, in a demo after a minute: try again then.';
    return new CommandFailure(EXIT.data, what, remedy);
  }
  if (code !== 'not_found') return undefined;
  const what = `the recording of ${name} is not in ${data.root}: ${message}`;
  const remedy =
    'Without it a run cannot be repeated. An archive that was moved is named by --data.';
  return new CommandFailure(EXIT.data, what, remedy);
}

/** Where a folder is named, or nothing that is there, the runs that are there. */
async function remedyAt(path: string): Promise<string> {
  const folders = [join(path, 'runs'), path, dirname(path)];
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    const runs = names.filter((name) => name.endsWith('.journal')).sort();
    if (runs.length === 0) continue;
    const newest = runs.slice(-RUNS_MOST).map((name) => join(folder, name));
    const more = runs.length > RUNS_MOST ? `, and ${runs.length - RUNS_MOST} more` : '';
    return `These are: ${newest.join(', ')}${more}.`;
  }
  return JOURNAL;
}

const RUNS_MOST = 5;

const JOURNAL =
  'Name a file of <archive>/runs. What a wallet sent (orders.journal) cannot be repeated.';
const STRATEGIES =
  'Only with the strategies that it had can it be repeated: name their configuration by --config.';
