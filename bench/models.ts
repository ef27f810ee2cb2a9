import { Random } from '../src/domain/random.ts';
import { featuresOf, type Rows } from '../src/models/labeled-rows.ts';
import { OnlineLogistic } from '../src/models/online-logistic.ts';
import { logistic, type ProbabilityModel } from '../src/models/probability-model.ts';
import { trainTrees } from '../src/models/trees/train.ts';
import { heapNow } from './heap-now.ts';
import type { Result, Section } from './section.ts';
import { significant, text } from './spread.ts';
import { type Lap, lap, spreadOfLaps } from './stopwatch.ts';

const ROWS = 100_000;
const INPUTS = 30;
const RUNS = 3;
/** Of a loop that itself allocates a little: over so many, it does not show. */
const TIMES = 200_000;

const KINDS = ['train trees', 'predict, trees', 'online update', 'predict, online'] as const;
type ModelsCase = { readonly kind: (typeof KINDS)[number]; readonly runs: number };

/** What a run of `times` did; the sum keeps it from being left out as useless. */
type Work = { readonly times: number; readonly run: () => number };

/** Training, updating and asking the models. */
export const models: Section<ModelsCase> = {
  name: 'models',
  title: `the learned models, ${ROWS} rows of ${INPUTS} made-up inputs`,
  heading: ['what', 'µs of processor each (min-max)', 'in scans of its input', 'bytes each'],
  nodeFlags: ['--expose-gc', '--max-semi-space-size=512', '--min-semi-space-size=512'],
  cases({ runs = RUNS }) {
    return KINDS.map((kind) => ({ kind, runs }));
  },
  async measure(one) {
    return [measureModel(one)];
  },
};

function measureModel({ kind, runs }: ModelsCase): Result {
  const made = madeUp();
  const { times, run } = workOf(kind, made);
  const laps: Lap[] = [];
  const scans: Lap[] = [];
  let bytes = 0;
  // The first run only warms up.
  for (let i = 0; i <= runs; i++) {
    globalThis.gc?.();
    const before = heapNow().total;
    const whole = lap(run);
    bytes = (heapNow().total - before) / times;
    const scanned = lap(() => sumOf(made.rows.values));
    if (i > 0) laps.push(whole);
    if (i > 0) scans.push(scanned);
  }
  const { processor } = spreadOfLaps(laps);
  // One training looks at all rows, everything else at one.
  const scan = spreadOfLaps(scans).processor.median / (times === 1 ? 1 : ROWS);
  const inScans = processor.median / times / scan;
  const micros = (value: number) => significant((value / times) * 1e6);
  return {
    cells: [kind, text(processor, micros), significant(inScans), significant(bytes)],
    figures: { kind, times, processorSeconds: processor, inScans, bytesEach: bytes },
  };
}

type MadeUp = { readonly rows: Rows; readonly labels: Uint8Array };

/** Three of the inputs decide, two of them only together. */
function madeUp(): MadeUp {
  const random = new Random(7, 'bench models');
  const values = new Float64Array(ROWS * INPUTS).map(() => random.float());
  const labels = new Uint8Array(ROWS).map((_, row) => {
    const [a = 0, b = 0, c = 0] = values.subarray(row * INPUTS, row * INPUTS + 3);
    return random.float() < logistic(4 * (a - 0.5) + 6 * (b - 0.5) * (c - 0.5)) ? 1 : 0;
  });
  return { rows: { count: ROWS, inputs: INPUTS, values }, labels };
}

function workOf(kind: ModelsCase['kind'], { rows, labels }: MadeUp): Work {
  if (kind === 'train trees') return { times: 1, run: () => trainTrees(rows, labels).trees };
  const features = Array.from({ length: ROWS }, (_, row) => featuresOf(rows, row));
  const online = new OnlineLogistic(INPUTS);
  const learn = () => {
    for (let i = 0; i < TIMES; i++) {
      const row = i % ROWS;
      online.learn(features[row] as Float64Array, labels[row] === 1);
    }
    return online.examples;
  };
  if (kind === 'online update') return { times: TIMES, run: learn };
  learn();
  const model = kind === 'predict, trees' ? trainTrees(rows, labels) : online;
  return { times: TIMES, run: () => askAll(model, features) };
}

function askAll(model: ProbabilityModel, features: readonly Float64Array[]): number {
  let sum = 0;
  for (let i = 0; i < TIMES; i++) {
    const said = model.predict(features[i % ROWS] as Float64Array);
    if (typeof said === 'number') sum += said;
  }
  return sum;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
