import { ok, type Result } from '../../domain/result.ts';
import { SCALE } from '../../domain/units.ts';
import { count } from '../../report/format.ts';
import type { BacktestOptions, DataSelection, LatencyParts } from '../backtest-options.ts';
import { BOARD_RULES, PAUSES } from '../claims/board-run.ts';
import type { RecordedSet } from '../claims/recorded-sets.ts';
import type { ChosenVariant } from '../claims/variants.ts';
import { chooseStrategy, type OfferedStrategy } from '../strategies.ts';

/** By what a resting order is filled where no print says so. */
export type FillRule = Pick<BacktestOptions, 'queue' | 'inferFills'> & { readonly label: string };

/** One run of the makers' board. */
export type MakerRun = {
  readonly variant: ChosenVariant;
  readonly set: RecordedSet;
  readonly fills: FillRule;
  readonly latency: number;
  readonly parts: LatencyParts;
};

/** Where prints are missing, a queue moves only by what decreases are taken to have been. */
const FILL_RULES: readonly FillRule[] = [
  { label: 'through', queue: { kind: 'riskAverse' }, inferFills: 'through' },
  { label: 'pessimistic', queue: { kind: 'riskAverse' }, inferFills: 'depletion' },
  { label: 'proportional', queue: { kind: 'power', n: 1 }, inferFills: 'depletion' },
  { label: 'power 3', queue: { kind: 'power', n: 3 }, inferFills: 'depletion' },
];

const ENGINES = [
  'avellaneda-stoikov',
  'glft',
  'glft-running-penalty',
  'legacy',
  'hold-to-settlement',
  'logit-diffusion',
];

/** What is played where nobody names a strategy: every engine, and two controls. */
const MAKERS: readonly { readonly label: string; readonly name: string; readonly set: Texts }[] = [
  ...ENGINES.map((pricing) => ({ label: pricing, name: 'market-maker', set: { pricing } })),
  { label: 'join-best', name: 'join-best', set: {} },
  { label: 'do-nothing', name: 'do-nothing', set: {} },
];

type Texts = Readonly<Record<string, string>>;

/** Without names every engine and the controls; of `market-maker` every engine. */
export function chooseMakers(
  offered: readonly OfferedStrategy[],
  names: readonly string[],
): Result<readonly ChosenVariant[]> {
  const known = new Set(MAKERS.map(({ name }) => name));
  const own = [...new Set(names)].filter((name) => !known.has(name));
  const chosen: ChosenVariant[] = [];
  const asked = [
    ...MAKERS.filter(({ name }) => names.length === 0 || names.includes(name)),
    ...own.map((name) => ({ label: name, name, set: {} })),
  ];
  for (const { label, name, set } of asked) {
    const choice = chooseStrategy(offered, name, set);
    if (!choice.ok) return choice;
    chosen.push({ ...choice.value, label });
  }
  return ok(chosen);
}

/** Every rule of who is filled at every latency. */
export function makerRuns(
  sets: readonly RecordedSet[],
  variants: readonly ChosenVariant[],
  latencies: readonly number[],
  split: (latency: number) => LatencyParts,
): MakerRun[] {
  const ways = FILL_RULES.flatMap((fills) =>
    latencies.map((latency) => ({ fills, latency, parts: split(latency) })),
  );
  return sets.flatMap((set) =>
    variants.flatMap((variant) => ways.map((way) => ({ variant, set, ...way }))),
  );
}

/** The same in sentences. */
export function makerRules(): string[] {
  return [
    'Each maker alone, on an account of its own, with its default parameters but for its pricing ' +
      `engine, 10 shares a quote; ${count(BOARD_RULES.capital / SCALE)} dollars at the start; ` +
      'the default limits of risk, but no cap on exposure, drawdown and the loss of a day; ' +
      `seed ${BOARD_RULES.seed}.`,
    PAUSES,
    'Latency is half on the way in, half on the way out; the answer takes as long as that.',
    'Through: an order at rest is filled by prints, and where the other side of the recorded ' +
      'book reaches its price.',
    'Pessimistic, proportional, power 3: where no prints were recorded, half of every decrease ' +
      'at its price is taken for trades; of the rest nothing, its share of the level, or that by ' +
      'the third power happened ahead of it in the queue.',
    'A level of unknown size fills nobody. The recorded market does not react to our quotes.',
    'Fees, rebates and smallest size as each market says, or as the venue documents them for its ' +
      'days; what stands in where nothing is documented is said with each set.',
  ];
}

export function optionsOfMaker(
  { variant, set, fills, parts }: MakerRun,
  data: DataSelection,
): BacktestOptions {
  const { fee, takerDelayMs } = set.standIns;
  const { definition, name, parameters } = variant;
  return {
    ...BOARD_RULES,
    queue: fills.queue,
    inferFills: fills.inferFills,
    unknownDepth: 'refuse',
    data: { ...data, datasets: [set.dataset], halfSpread: undefined },
    strategies: [{ name, definition, parameters }],
    latency: parts,
    fee,
    takerDelayMs,
    charts: 0,
  };
}
