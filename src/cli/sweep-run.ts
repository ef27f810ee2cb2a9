import { plural } from '../report/format.ts';
import { provenanceOf } from '../report/names.ts';
import { renderSweep } from '../report/sweep/html.ts';
import { sweepJson } from '../report/sweep/json.ts';
import {
  combinationsOf,
  foldSweep,
  type Sweep,
  type SweepAxis,
  type SweepCell,
  type SweepData,
  sweptCell,
} from '../report/sweep/sweep.ts';
import { bestInWords, cellName } from '../report/sweep/words.ts';
import type { BacktestOptions } from '../runtime/backtest-options.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { LATENCY_SPLIT, splitLatency } from './options/latency.ts';
import { parameterTexts } from './options/strategy-options.ts';
import { deliverJson, requireJsonTarget } from './output/deliver-json.ts';
import { type Output, openOutput } from './output/output.ts';
import { performanceTable } from './output/performance-table.ts';
import { requireWritable, writeWhole } from './output/write-file.ts';
import { chooseFrom, optionsOf, readSettings, type Settings } from './settings.ts';
import type { SweepCommandOptions } from './sweep.ts';
import { watchedBacktest } from './watched-backtest.ts';

const CELLS_MOST = 400;
/** A table of more lines is not read: the page and --json have them all. */
const LINES = 30;
const LATENCY = 'latency ms';

/** One strategy at each combination of some settings, over the same recordings. */
export async function runSweep(name: string, options: SweepCommandOptions): Promise<void> {
  const output = openOutput({ forMachine: options.json === true });
  const settings = await readSettings(options.config);
  const axes = axesOf(options);
  const cells = planOf(settings, name, options, axes);
  await requireJsonTarget(options.json);
  if (options.report !== undefined) await requireWritable(options.report);
  const played: SweepCell[] = [];
  let data: SweepData | undefined;
  for (const [i, { at, run }] of cells.entries()) {
    const what = `${i + 1} of ${cells.length}: ${cellName({ axes }, { at })}`;
    const report = await watchedBacktest(run, what);
    const { sources, markets, period } = report.record;
    data ??= { sources, markets: markets.length, period };
    played.push(sweptCell(at, report));
  }
  const told = axes.map((axis) => ({ ...axis, ...meaningOf(settings, name, axis) }));
  const sweep = foldSweep(name, told, played, data as SweepData);
  tell(sweep, output);
  await deliverJson(sweepJson(sweep), options.json, output);
  if (options.report === undefined) return;
  await writeWhole(options.report, renderSweep(sweep));
  output.say(`\nReport: ${options.report}`);
}

/** @throws CommandFailure where there is nothing to vary, or something is varied twice. */
function axesOf({ over = [], latencies, most = CELLS_MOST }: SweepCommandOptions): SweepAxis[] {
  const latency = latencies?.map((micros) => String(micros / 1_000));
  const axes = latency === undefined ? [...over] : [...over, { name: LATENCY, values: latency }];
  if (axes.length === 0) {
    throw new CommandFailure(EXIT.usage, 'nothing is varied', 'Give --over or --latencies.');
  }
  const twice = axes.find(({ name }, i) => axes.findIndex((axis) => axis.name === name) !== i);
  if (twice !== undefined) {
    throw new CommandFailure(EXIT.usage, `${twice.name} is varied twice`, 'Name each axis once.');
  }
  const cells = axes.reduce((product, { values }) => product * values.length, 1);
  if (cells > most) {
    const remedy = `Try fewer values, or allow it by --most ${cells}.`;
    throw new CommandFailure(EXIT.usage, `that is ${plural(cells, 'run')}`, remedy);
  }
  return axes;
}

const UNITS: Readonly<Record<string, string>> = {
  price: '$ a share',
  shares: 'shares',
  usd: '$',
};

/** What the values of an axis are, for whoever reads the map later. */
function meaningOf(
  { strategies }: Settings,
  strategy: string,
  { name }: SweepAxis,
): Pick<SweepAxis, 'unit' | 'summary'> {
  if (name === LATENCY) return { summary: LATENCY_SPLIT };
  const known = strategies.find(({ definition }) => definition.name === strategy);
  const spec = known?.definition.parameters[name];
  return spec === undefined ? {} : { unit: UNITS[spec.kind], summary: spec.summary };
}

type PlannedCell = { readonly at: readonly number[]; readonly run: BacktestOptions };

/** All runs before the first is played: a value that does not fit is found out at once. */
function planOf(
  settings: Settings,
  name: string,
  options: SweepCommandOptions,
  axes: readonly SweepAxis[],
): PlannedCell[] {
  const given = parameterTexts(options);
  const set = axes.find((axis) => Object.hasOwn(given, axis.name));
  if (set !== undefined) {
    const what = `${set.name} is both set and varied`;
    throw new CommandFailure(EXIT.usage, what, 'Leave one of the two out.');
  }
  return combinationsOf(axes).map((at) => {
    const texts = Object.fromEntries(
      axes.map((axis, i) => [axis.name, axis.values[at[i] as number] as string]),
    );
    const { [LATENCY]: latency, ...varied } = texts;
    const choice = chooseFrom(settings, name, { ...given, ...varied });
    const run = optionsOf(settings, options, [choice], 0);
    if (latency === undefined) return { at, run };
    return { at, run: { ...run, latency: splitLatency(Number(latency) * 1_000) } };
  });
}

function tell(sweep: Sweep, { say, paint }: Output): void {
  const { strategy, axes, cells, data } = sweep;
  const provenance = provenanceOf(data);
  const title = `${strategy} by ${axes.map(({ name }) => name).join(', ')} · ${provenance.text}`;
  say((provenance.real ? paint.strong : paint.warn)(title));
  const shown = [...cells]
    .sort((a, b) => b.performance.profit.net - a.performance.profit.net)
    .slice(0, LINES)
    .map((cell) => ({ label: cellName(sweep, cell), performance: cell.performance }));
  say(performanceTable({ heading: 'Cell', align: 'left' }, shown, paint));
  if (cells.length > LINES) say(`The best ${LINES} of ${cells.length}; --json has all.`);
  say('');
  for (const line of bestInWords(sweep)) say(line);
  if (axes.some(({ name }) => name === LATENCY)) say(`Latency: ${LATENCY_SPLIT}.`);
}
