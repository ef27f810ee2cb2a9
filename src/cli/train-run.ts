import { dateTime } from '../report/format.ts';
import { skillJson } from '../report/json/forecasts.ts';
import { foldReport, type Report } from '../report/report.ts';
import { forecastLines } from '../report/text/forecasts.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { keepTrained, learnedPath } from '../runtime/learned/learned-versions.ts';
import { type Trained, train } from '../runtime/learned/train.ts';
import { whileFree } from '../runtime/live/kept-account.ts';
import { accept } from './accept.ts';
import { requireUnbroken } from './broken-strategy.ts';
import { EXIT } from './failure.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { openOutput } from './output/output.ts';
import { plain } from './output/plain.ts';
import { startProgress } from './output/progress.ts';
import { fileName } from './output/write-file.ts';
import { archiveRoot, chooseFrom, optionsOf, readSettings } from './settings.ts';
import type { TrainCommandOptions } from './train.ts';

/** Lets a strategy learn from recordings, and keeps what it has learned as a new version. */
export async function runTrain(name: string, options: TrainCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const choice = chooseFrom(settings, name, parameterTexts(options));
  await requireJsonTarget(options.json);
  const asked = optionsOf(settings, options, [choice], 0);
  const trained = accept(await watchedTraining(asked, name), undefined, EXIT.data);
  requireUnbroken([trained.record]);
  const into = options.into ?? archiveRoot(settings, options);
  const account = fileName(options.as ?? name);
  const path = learnedPath(into, account);
  const kept = await whileFree(into, account, () => keepTrained(path, name, trained));
  const version = accept(kept, STOP, EXIT.data);
  const { facts, record } = trained;
  const report = foldReport(record);
  for (const line of facts.lines) output.say(plain(line));
  for (const line of forecastLines(report)) output.say(line);
  output.say(`Version ${version} of what ${name} has learned: ${path}${untilText(trained)}`);
  await deliverJson(trainedJson(name, version, trained, report), options.json, output);
}

const STOP = 'Stop it first, or keep what was learned for another account by --as.';

async function watchedTraining(options: BacktestOptions, name: string) {
  const progress = await startProgress(name, 'events');
  try {
    return await train(options, ({ done, total, at }) =>
      progress.update(done, total, dateTime(at)),
    );
  } finally {
    progress.stop();
  }
}

function untilText({ facts: { learnedUntil } }: Trained): string {
  return learnedUntil === undefined ? '' : `, of markets until ${dateTime(learnedUntil)} UTC`;
}

function trainedJson(
  strategy: string,
  version: number,
  { facts, provenance, record }: Trained,
  { forecasts }: Report,
) {
  const models = forecasts?.models.map(({ name, skill }) => ({ name, ...skillJson(skill) }));
  return {
    schema: 'polydesk.trained',
    schemaVersion: 1,
    strategy,
    version,
    provenance,
    learnedUntil: facts.learnedUntil ?? null,
    markets: facts.markets,
    lines: facts.lines,
    /** Of what was said of each market before it was known. */
    forecasts: models ?? [],
    datasets: record.sources.map(({ dataset, hash }) => ({ dataset, hash })),
    hash: record.hash,
  };
}
