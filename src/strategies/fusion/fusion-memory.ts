import { ok, type Result, refuse } from '../../domain/result.ts';
import { isCount } from '../../models/saved.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';
import { LEARNING, type SourceWeights } from '../../signals/source-weights.ts';
import { type HeldDecision, HeldDecisions, type SavedDecisions } from './held-decisions.ts';
import { SOURCES } from './sources.ts';
import { type DatedDecision, type SavedWeights, WeightLearner } from './weight-learner.ts';

/** Plain JSON. Version 1 did not keep what was held: its decisions were lost at a restart. */
type FusionMemory = SavedWeights &
  SavedDecisions & { readonly schema: 'polydesk.fusion'; readonly version: 2 };

/** What the strategy goes on from. */
export type Remembered = {
  readonly learner: WeightLearner;
  readonly decisions: HeldDecisions;
};

export function writeMemory({ learner, decisions }: Remembered): string {
  const memory: FusionMemory = {
    schema: 'polydesk.fusion',
    version: 2,
    ...learner.save(),
    ...decisions.save(),
  };
  return JSON.stringify(memory);
}

/** Of this version or the one before. Refuses `memory_corrupt`. */
export function readMemory(text: string): Result<Remembered> {
  const memory = parsed(text);
  if (memory?.schema !== 'polydesk.fusion') return corrupt('it is no memory of fusion');
  const version: number | undefined = memory.version;
  if (version !== 1 && version !== 2) {
    return corrupt(`it is of version ${version}, this reads 1 and 2`);
  }
  const { weights, settled, count, held, lost } = memory;
  if (!areWeights(weights)) return corrupt('its weights cannot be');
  if (!Array.isArray(settled) || !settled.every(isSettled))
    return corrupt('its decisions cannot be');
  if (!isCount(count) || count < settled.length) {
    return corrupt('the number of its decisions cannot be');
  }
  const learner = new WeightLearner({ weights, settled, count });
  if (version === 1) return ok({ learner, decisions: new HeldDecisions() });
  if (!Array.isArray(held) || !held.every(isHeld)) return corrupt('what it holds cannot be');
  if (!isCount(lost)) return corrupt('the number of lost decisions cannot be');
  return ok({ learner, decisions: new HeldDecisions({ held, lost }) });
}

/** Without what waits: that is of a recording, and held by nobody. The memory must be sound. */
export function lessonsOf(text: string): string {
  return JSON.stringify({ ...(JSON.parse(text) as FusionMemory), version: 2, held: [], lost: 0 });
}

/** For people, and for whoever must not decide before it was learned. */
export function factsOf({ learner, decisions }: Remembered): MemoryFacts {
  const { learnedUntil, count: markets } = learner;
  const { markets: awaits, lost } = decisions;
  const waits = awaits.length === 0 ? '' : `; ${awaits.length} wait for their markets' outcomes`;
  const gone = lost === 0 ? '' : `; ${lost} lost: what came of them, or who voted, is not known`;
  const weights = Object.fromEntries(
    SOURCES.map(([name], i) => [name, learner.weights[i] as number]),
  );
  return { learnedUntil, markets, lines: [`${learner.line}${waits}${gone}`], weights, awaits };
}

function parsed(text: string): Partial<FusionMemory> | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as Partial<FusionMemory> | undefined;
  } catch {
    return undefined;
  }
}

/** As they are learned: bounded and together one. */
function areWeights(weights: unknown): weights is SourceWeights {
  const values = SOURCES.map(
    ([name]) => (weights as SourceWeights | undefined)?.[name] ?? Number.NaN,
  );
  const { least, most } = LEARNING;
  const sum = values.reduce((all, value) => all + value, 0);
  return values.every((value) => value >= least && value <= most) && Math.abs(sum - 1) < 1e-9;
}

function isSettled(one: Partial<DatedDecision> | undefined): one is DatedDecision {
  const { at, sources, isWon, profit } = one ?? {};
  return (
    areNames(sources) &&
    typeof isWon === 'boolean' &&
    Number.isFinite(profit) &&
    Number.isFinite(at)
  );
}

function isHeld(one: Partial<HeldDecision> | undefined): one is HeldDecision {
  const { market, outcome, sources, shares, cost, at } = one ?? {};
  return (
    typeof market === 'string' &&
    (outcome === 0 || outcome === 1) &&
    (sources === undefined || areNames(sources)) &&
    isCount(shares) &&
    Number.isSafeInteger(cost) &&
    isCount(at)
  );
}

function areNames(names: unknown): names is readonly string[] {
  return Array.isArray(names) && names.every((name) => typeof name === 'string');
}

function corrupt(why: string) {
  return refuse('memory_corrupt', `the memory cannot be used: ${why}`);
}
