import { setTimeout as wait } from 'node:timers/promises';
import type { Provenance } from '../domain/provenance.ts';
import { dateTime } from '../report/format.ts';
import type { StrategyChoice } from '../runtime/backtest-options.ts';
import { learnedNewest } from '../runtime/learned/learned-versions.ts';
import { askArchive } from '../runtime/predict/ask-archive.ts';
import { VenueOpinions } from '../runtime/predict/ask-venue.ts';
import type { LookingAs } from '../runtime/predict/looking-session.ts';
import type { WindowOpinions } from '../runtime/predict/window-opinions.ts';
import { accept } from './accept.ts';
import { Ending, exitAfter } from './ending.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { hearingOf, remarksOn } from './options/recording-options.ts';
import { simulationOf } from './options/simulation-options.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { type Output, openOutput } from './output/output.ts';
import { openScreen } from './output/screen.ts';
import { type PredictOptions, SECONDS } from './predict.ts';
import { opinionLines, opinionsJson } from './predict-words.ts';
import { tellNews } from './record-news.ts';
import { chooseSeveral, dataOf, readSettings } from './settings.ts';

const DRAW_MS = 1_000;
/** Into a file or a pipe less often: every line stays there. */
const LINE_MS = 5_000;

/** What strategies think of open windows, and why; nothing is traded, and nothing could be. */
export async function runPredict(named: readonly string[], options: PredictOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const all = settings.strategies.map(({ definition }) => definition.name);
  const names = named.length === 0 ? all : [...new Set(named)];
  const texts = parameterTexts(options);
  const choices = chooseSeveral(settings, names, texts);
  const { capital, seed } = simulationOf({}, settings.config);
  const as = { capital, seed };
  if (options.at === undefined) {
    refuseRecorded(options);
    const heardAt = options.exchange === undefined ? 'live' : 'simulated';
    const strategies = await withLearned(choices, options, heardAt);
    await askVenue(strategies, as, options, output);
    return;
  }
  refuseHeard(options);
  const data = dataOf(settings, options);
  const strategies = await withLearned(choices, options, 'recorded');
  const windows = await askArchive({ data, at: options.at, strategies, as });
  if (windows.length === 0) {
    const what = `no window of ${data.root} is open at ${dateTime(options.at)} UTC`;
    const remedy = `See with "polydesk archive info ${data.root} --hours" what it holds.`;
    throw new CommandFailure(EXIT.data, what, remedy);
  }
  tell({ source: 'archive', at: options.at, windows }, options, output);
}

/** What was learned in an invented world is nothing in the real one, nor the other way round. */
async function withLearned(
  choices: readonly StrategyChoice[],
  { learned }: PredictOptions,
  provenance: Provenance,
): Promise<readonly StrategyChoice[]> {
  if (learned === undefined) return choices;
  const remedy = 'See "polydesk learned --to <archive>", or leave --learned out.';
  return accept(await learnedNewest(learned, choices, provenance), remedy, EXIT.data);
}

type Answer = Parameters<typeof opinionsJson>[0];

function tell(answer: Answer, { json, verbose }: PredictOptions, output: Output): void {
  if (json === true) output.machine(opinionsJson(answer));
  else output.say(opinionLines(answer, verbose === true, output.paint).join('\n'));
}

async function askVenue(
  strategies: readonly StrategyChoice[],
  as: LookingAs,
  options: PredictOptions,
  output: Output,
): Promise<void> {
  const isWatching = options.watch === true;
  const hearing = await hearingOf(options);
  const ending = new Ending(options.seconds ?? (isWatching ? undefined : SECONDS));
  const note = isWatching && process.stdout.isTTY ? () => {} : output.note;
  const begun = VenueOpinions.start({
    hearing: { ...hearing, onNews: (news) => tellNews(news, note, ending) },
    strategies,
    as,
    onFault: (error) => ending.trouble(`listening has stopped: ${error}`, REPORT),
  });
  const asked = await ending.afterStart(begun);
  for (const remark of remarksOn(hearing)) note(remark);
  const source = hearing.venue.provenance === 'live' ? 'venue' : 'exchange';
  const look = (): Answer => {
    return { source, at: hearing.venue.clock.now(), windows: asked.windows };
  };
  try {
    if (isWatching) await watch(look, asked, ending, options, output);
    const why = await ending.come;
    const answer = look();
    if (why.kind === 'time') requireHeard(answer.windows, asked.status.troubles);
    if (why.kind === 'time' && !isWatching) {
      for (const trouble of asked.status.troubles) output.note(trouble);
      tell(answer, options, output);
    }
    exitAfter(why);
  } finally {
    await asked.stop().finally(hearing.venue.close);
  }
}

/** Tells it over and over until something ends it. */
async function watch(
  look: () => Answer,
  asked: VenueOpinions,
  ending: Ending,
  { json, verbose }: PredictOptions,
  output: Output,
): Promise<void> {
  const left = new AbortController();
  ending.come.then(() => left.abort());
  const screen = process.stdout.isTTY && json !== true ? openScreen(process.stdout) : undefined;
  const everyMs = screen === undefined ? LINE_MS : DRAW_MS;
  try {
    for (;;) {
      await wait(everyMs, undefined, { signal: left.signal }).catch(() => {});
      if (left.signal.aborted) break;
      const answer = look();
      if (json === true) output.line(opinionsJson(answer));
      else {
        const lines = [
          ...opinionLines(answer, verbose === true, output.paint),
          ...asked.status.troubles,
        ];
        if (screen === undefined) output.say(lines.join('\n'));
        else screen.draw(lines);
      }
    }
  } finally {
    screen?.leave();
  }
}

/** @throws CommandFailure when no book came, with what could not be reached. */
function requireHeard(windows: readonly WindowOpinions[], troubles: readonly string[]): void {
  if (windows.some(({ bid, ask }) => bid !== undefined || ask !== undefined)) return;
  if (troubles.length > 0) {
    const what = `no book was heard: ${troubles.join('; ')}`;
    throw new CommandFailure(EXIT.unreachable, what, 'Check with "polydesk doctor".');
  }
  const what = windows.length === 0 ? 'no open window was heard of' : 'no book was heard';
  throw new CommandFailure(EXIT.data, what, 'Listen longer by --seconds, or choose others.');
}

function refuseRecorded({ data, dataset }: PredictOptions): void {
  if (data === undefined && dataset === undefined) return;
  const flag = data === undefined ? '--dataset' : '--data';
  const remedy = 'Say which by --at <time>, or leave it out.';
  throw new CommandFailure(EXIT.usage, `${flag} is about a recorded moment`, remedy);
}

function refuseHeard(options: PredictOptions): void {
  const heard = ['seconds', 'watch', 'frame', 'top', 'search', 'feeds', 'key', 'exchange'] as const;
  const one = heard.find((name) => options[name] !== undefined);
  if (one === undefined) return;
  const what = `--${one} is about what is heard now, and --at about what was recorded`;
  throw new CommandFailure(EXIT.usage, what, 'Leave one of them out.');
}

const REPORT = 'See the error with --debug, and report it.';
