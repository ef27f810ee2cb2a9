import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { type BacktestRequest, SIMULATION_OPTIONS } from '../../screen/backtest-job.ts';
import type { JobFile } from './kept-jobs.ts';

/** Names of strategies and parameters, as a command line takes them for what they are. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const TEXT_MOST = 200;
const LIST_MOST = 200;

/**
 * The words of the command that plays a request. Each value goes into the word of its own option,
 * so that none can be read as another one. Refuses `bad_request`, naming what does not fit; what a
 * value means is found out by the command.
 */
export function wordsOf(request: BacktestRequest, archive: string): Result<readonly string[]> {
  const { kind, strategy, parameters, simulation, over = {}, latencies, run } = request;
  const faults = [
    fault(NAME.test(strategy), `strategy "${strategy}" is no name`),
    ...[...Object.keys(parameters), ...Object.keys(over)].map((name) =>
      fault(NAME.test(name), `parameter "${name}" is no name`),
    ),
    ...Object.keys(simulation).map((name) =>
      fault(isOption(name), `"${name}" is no option of the simulated exchange`),
    ),
    ...textsOf(request).map((text) => fault(isPlain(text), `"${text.slice(0, 40)}" is no value`)),
    fault(kind !== 'film' || isOneMarket(request), 'a film is of one market, named whole'),
    fault(run === undefined || (kind === 'film' && NAME.test(run)), 'only a film is of a run'),
    fault(
      kind === 'sweep' || (latencies === undefined && !hasSome(over)),
      'a backtest varies nothing',
    ),
  ].filter((found) => found !== undefined);
  const [first] = faults;
  if (first !== undefined) return refuse('bad_request', first);
  const set = Object.entries(parameters).map(([name, text]) => `--set=${name}=${text}`);
  const simulated = Object.entries(simulation).map(([name, text]) => `--${name}=${text}`);
  const varied = Object.entries(over).map(([name, values]) => `--over=${name}=${values.join(',')}`);
  const tried = latencies === undefined ? [] : [`--latencies=${latencies.join(',')}`];
  if (run !== undefined) {
    const journal = join(archive, 'runs', `${run}.journal`);
    return ok(['replay', journal, `--data=${archive}`, `--market=${request.markets?.[0]}`]);
  }
  const command = kind === 'sweep' ? 'sweep' : 'backtest';
  const words = [command, strategy, `--data=${archive}`, ...dataWords(request)];
  return ok([...words, ...set, ...simulated, ...varied, ...tried]);
}

function isOneMarket({ markets = [] }: BacktestRequest): boolean {
  return markets.length === 1 && markets[0]?.includes('*') === false;
}

/** Where what comes of a request goes. `at`: the path of a file of it. */
export function fileWords({ kind, run }: BacktestRequest, at: (file: JobFile) => string): string[] {
  const film = `--film=${at('film.jsonl')}`;
  if (kind === 'film') return run === undefined ? ['--no-report', film] : [film];
  const files = [`--report=${at('report.html')}`, `--json=${at('result.json')}`];
  return kind === 'sweep' ? files : [...files, `--summary=${at('summary.json')}`];
}

function dataWords(request: BacktestRequest): string[] {
  const { datasets, markets, assets, categories, from, to, completeOnly } = request;
  const lists = { dataset: datasets, market: markets, asset: assets, category: categories };
  const words = Object.entries(lists).flatMap(([name, values = []]) =>
    values.length === 0 ? [] : [`--${name}=${values.join(',')}`],
  );
  if (from !== undefined) words.push(`--from=${from}`);
  if (to !== undefined) words.push(`--to=${to}`);
  if (completeOnly === true) words.push('--complete-only');
  return words;
}

function textsOf(request: BacktestRequest): string[] {
  const { parameters, simulation, over = {}, datasets, markets, assets, categories } = request;
  const lists = [datasets, markets, assets, categories, ...Object.values(over)];
  return [
    ...Object.values(parameters),
    ...Object.values(simulation),
    ...lists.flatMap((list = []) => list.slice(0, LIST_MOST + 1)),
    ...[request.from, request.to].filter((text) => text !== undefined),
  ];
}

/** One line of text that is not beyond all measure. */
function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text !== '' && text.length <= TEXT_MOST && !/[\u0000-\u001f]/.test(text);
}

function isOption(name: string): boolean {
  return (SIMULATION_OPTIONS as readonly string[]).includes(name);
}

function hasSome(record: object): boolean {
  return Object.keys(record).length > 0;
}

function fault(isFine: boolean, message: string): string | undefined {
  return isFine ? undefined : message;
}
