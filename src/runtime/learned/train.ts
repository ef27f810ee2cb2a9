import type { StrategyIndex } from '../../domain/ids.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { MemoryFacts } from '../../ports/strategy.ts';
import type { RunRecord } from '../../report/run-record.ts';
import { type BacktestProgress, backtest } from '../backtest.ts';
import type { BacktestOptions } from '../backtest-options.ts';

/** What a strategy has learned from a replay. */
export type Trained = {
  readonly memory: string;
  readonly facts: MemoryFacts;
  readonly provenance: Provenance;
  /** The replay: what was said of each market before it was known. */
  readonly record: RunRecord;
};

/**
 * Lets the first strategy of a run learn from recorded markets, as it would have live: it sees each
 * market before it learns how that ended. Refuses `does_not_learn`, and `simulated_data`: nothing
 * is learned from an invented world.
 * @throws ArchiveError as {@link backtest} does.
 */
export async function train(
  options: BacktestOptions,
  onProgress: (progress: BacktestProgress) => void = () => {},
): Promise<Result<Trained>> {
  const [choice] = options.strategies;
  const { name, definition } = choice ?? {};
  if (definition?.readMemory === undefined) {
    return refuse('does_not_learn', `strategy "${name}" does not learn`);
  }
  let memory: string | undefined;
  const record = await backtest(options, {
    ...(onProgress === undefined ? {} : { onProgress }),
    onEnd: ({ engine }) => {
      memory = engine.memoryOf(0 as StrategyIndex);
    },
  });
  const simulated = record.sources.find(({ provenance }) => provenance === 'simulated');
  if (simulated !== undefined) {
    const what = `dataset "${simulated.dataset}" is simulated: nothing is learned from it`;
    return refuse('simulated_data', what);
  }
  if (memory === undefined) {
    return refuse('does_not_learn', `strategy "${name}" was halted: see "backtest ${name}"`);
  }
  const facts = definition.readMemory(memory);
  if (!facts.ok) return facts;
  const isLive = record.sources.every(({ provenance }) => provenance === 'live');
  const provenance = isLive ? 'live' : 'recorded';
  const lessons = definition.lessonsOf?.(memory) ?? memory;
  return ok({ memory: lessons, facts: facts.value, provenance, record });
}
