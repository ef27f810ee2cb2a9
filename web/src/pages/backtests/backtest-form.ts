import type { BacktestRequest } from '../../../../src/screen/backtest-job.ts';
import type { OfferedStrategy, RecordedDataset } from '../../../../src/server/dashboard/history.ts';

/** What somebody has typed so far. Empty text: as the command has it by itself. */
export type BacktestForm = {
  readonly kind: 'backtest' | 'sweep';
  readonly strategy: string;
  /** By parameter; of a sweep several values, parted by commas, are tried one after another. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly datasets: readonly string[];
  readonly markets: string;
  readonly assets: string;
  readonly categories: string;
  readonly from: string;
  readonly to: string;
  readonly completeOnly: boolean;
  readonly simulation: Readonly<Record<string, string>>;
  /** Of a sweep: ms, parted by commas. */
  readonly latencies: string;
};

export const EMPTY_FORM: BacktestForm = {
  kind: 'backtest',
  strategy: '',
  parameters: {},
  datasets: [],
  markets: '',
  assets: '',
  categories: '',
  from: '',
  to: '',
  completeOnly: false,
  simulation: {},
  latencies: '',
};

/** What is not right, by the name of its field. */
export type FormFaults = Readonly<Record<string, string>>;

type Parameter = OfferedStrategy['parameters'][number];

/** The command plays no more at once. */
const CELLS_MOST = 400;
const LATENCY_MOST_MS = 3_600_000;

/** "a, b,,c" as its values. */
function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What would be asked for. What is typed is said, whatever it would be by itself. */
export function requestOf(form: BacktestForm, offered: readonly Parameter[]): BacktestRequest {
  const isSweep = form.kind === 'sweep';
  const typed = offered.flatMap(({ name }) => {
    const values = listOf(form.parameters[name] ?? '');
    return values.length === 0 ? [] : [[name, values] as const];
  });
  const varied = isSweep ? typed.filter(([, values]) => values.length > 1) : [];
  const fixed = typed.filter((entry) => !varied.includes(entry));
  const latencies = isSweep ? listOf(form.latencies).map(Number) : [];
  return {
    kind: form.kind,
    strategy: form.strategy,
    parameters: Object.fromEntries(fixed.map(([name, values]) => [name, values.join()])),
    simulation: Object.fromEntries(
      Object.entries(form.simulation)
        .map(([name, text]) => [name, text.trim()])
        .filter(([name, text]) => text !== '' && !(name === 'latency' && latencies.length > 0)),
    ),
    ...some('datasets', form.datasets),
    ...some('markets', listOf(form.markets)),
    ...some('assets', listOf(form.assets)),
    ...some('categories', listOf(form.categories)),
    ...(form.from === '' ? {} : { from: form.from }),
    ...(form.to === '' ? {} : { to: form.to }),
    ...(form.completeOnly ? { completeOnly: true } : {}),
    ...(varied.length === 0 ? {} : { over: Object.fromEntries(varied) }),
    ...(latencies.length === 0 ? {} : { latencies }),
  };
}

function some(name: string, values: readonly string[]): Record<string, readonly string[]> {
  return values.length === 0 ? {} : { [name]: values };
}

/** What a form of it looks like: to change it and ask again. */
export function formOf(request: BacktestRequest): BacktestForm {
  const { kind, strategy, parameters, simulation, over = {}, latencies = [] } = request;
  const varied = Object.entries(over).map(([name, values]) => [name, values.join(', ')]);
  return {
    ...{ strategy, simulation },
    kind: kind === 'sweep' ? 'sweep' : 'backtest',
    parameters: { ...parameters, ...Object.fromEntries(varied) },
    datasets: request.datasets ?? [],
    markets: (request.markets ?? []).join(', '),
    assets: (request.assets ?? []).join(', '),
    categories: (request.categories ?? []).join(', '),
    from: request.from ?? '',
    to: request.to ?? '',
    completeOnly: request.completeOnly ?? false,
    latencies: latencies.join(', '),
  };
}

/** How many runs it would be. */
export function runsOf({ over = {}, latencies = [] }: BacktestRequest): number {
  const sizes = Object.values(over).map(({ length }) => length);
  return [...sizes, Math.max(1, latencies.length)].reduce((product, size) => product * size, 1);
}

/** Whether recorded and invented markets may come together: the command refuses those. */
export function mixesWorlds(
  { datasets: chosen }: Pick<BacktestForm, 'datasets'>,
  offered: readonly Pick<RecordedDataset, 'dataset' | 'provenance' | 'isFinished'>[],
): boolean {
  const played = offered.filter(
    ({ dataset, isFinished }) => isFinished && (chosen.length === 0 || chosen.includes(dataset)),
  );
  return new Set(played.map(({ provenance }) => provenance === 'simulated')).size > 1;
}

/** What can be known to be wrong before anything is played; the command finds the rest. */
export function faultsOf(form: BacktestForm, offered: readonly Parameter[]): FormFaults {
  const faults: Record<string, string> = {};
  if (form.strategy === '') faults.strategy = 'choose one';
  for (const parameter of offered) {
    const values = listOf(form.parameters[parameter.name] ?? '');
    const fault =
      form.kind === 'backtest' && values.length > 1
        ? 'one value: a sweep tries several'
        : values.map((value) => parameterFault(parameter, value)).find((found) => found !== '');
    if (fault !== undefined) faults[parameter.name] = fault;
  }
  if (form.from !== '' && form.to !== '' && form.from >= form.to) faults.to = 'not after “from”';
  if (form.kind === 'sweep') Object.assign(faults, sweepFaults(form, offered));
  return faults;
}

function sweepFaults(form: BacktestForm, offered: readonly Parameter[]): FormFaults {
  const latencies = listOf(form.latencies);
  if (latencies.length === 1) return { latencies: 'two or more, or none' };
  const isWrong = latencies.some((text) => !(Number(text) >= 0 && Number(text) <= LATENCY_MOST_MS));
  if (isWrong) return { latencies: 'milliseconds, parted by commas' };
  const runs = runsOf(requestOf(form, offered));
  if (runs < 2) return { over: 'give a parameter several values, or several latencies' };
  return runs > CELLS_MOST ? { over: `${runs} runs; ${CELLS_MOST} at most` } : {};
}

/** Empty: nothing is known to be wrong. */
function parameterFault({ kind, min, max, choices }: Parameter, value: string): string {
  if (choices !== null) return choices.includes(value) ? '' : `one of ${choices.join(', ')}`;
  const number = Number(value);
  if (!Number.isFinite(number)) return 'a number';
  if (kind === 'price' && (number < 0 || number > 1)) return 'a price from 0 to 1';
  if (kind === 'shares' && number < 0) return '0 at least';
  if (kind === 'integer' && !Number.isInteger(number)) return 'a whole number';
  if (min !== null && number < min) return `${min} at least`;
  return max !== null && number > max ? `${max} at most` : '';
}
