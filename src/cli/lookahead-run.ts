import { dateTime } from '../report/format.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { type ArchiveLookahead, searchArchive } from '../runtime/lookahead/search-archive.ts';
import { EXIT } from './failure.ts';
import type { LookaheadCommandOptions } from './lookahead.ts';
import { lookaheadInLines, lookaheadJson } from './lookahead-words.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { openOutput } from './output/output.ts';
import { plain } from './output/plain.ts';
import { startProgress } from './output/progress.ts';
import { chooseFrom, optionsOf, readSettings } from './settings.ts';

/** Searches a strategy for a look ahead; ends with 1 when it finds one. */
export async function runLookahead(name: string, options: LookaheadCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const choice = chooseFrom(settings, name, parameterTexts(options));
  await requireJsonTarget(options.json);
  const run = optionsOf(settings, options, [choice], 0);
  const found = await watchedSearch(run, name, options.sample);
  for (const line of lookaheadInLines(name, found)) output.say(plain(line));
  await deliverJson(lookaheadJson(name, run.seed, found), options.json, output);
  if (found.leak !== undefined) process.exitCode = EXIT.failed;
}

/** Shows how far it is, on stderr. */
async function watchedSearch(
  options: BacktestOptions,
  name: string,
  sample: number | undefined,
): Promise<ArchiveLookahead> {
  const progress = await startProgress(name, 'events');
  try {
    return await searchArchive(options, sample, ({ done, total, at }) =>
      progress.update(done, total, dateTime(at)),
    );
  } finally {
    progress.stop();
  }
}
