import type { Market } from '../../domain/market.ts';
import { type Provenance, worstProvenance } from '../../domain/provenance.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Journal } from '../../ports/journal.ts';
import type { BacktestOptions, StrategyChoice } from '../backtest-options.ts';
import { openJudged } from '../open-recordings.ts';
import { createSession, type RunSource } from '../session.ts';
import { type Lookahead, lookAhead } from './lookahead.ts';
import type { LookaheadProgress } from './meter.ts';

/** What was found on recorded markets. */
export type ArchiveLookahead = Lookahead & {
  /** Of what was searched: simulated where it was invented. */
  readonly provenance: Provenance;
  readonly markets: readonly Market[];
  /** Strategies that do not say until when they learned what they began with. */
  readonly silent: readonly string[];
};

/**
 * Searches a backtest for a look ahead.
 * @throws ArchiveError when the archive is missing, damaged, or nothing passes the selection, or
 *   its markets are recorded and simulated ones.
 */
export async function searchArchive(
  options: BacktestOptions,
  sample: number | undefined,
  onProgress?: (progress: LookaheadProgress) => void,
): Promise<ArchiveLookahead> {
  const learned: (Timestamp | undefined)[] = [];
  const strategies = options.strategies.map((choice, i) => heard(choice, i, learned));
  let known: readonly Market[] = [];
  let provenance: Provenance = 'simulated';
  const suspect = {
    open: async () => {
      const source = await openJudged(options.data);
      known = source.markets;
      provenance = worstProvenance(source.origins);
      return source;
    },
    makePlayer: (source: RunSource, journal: Journal) =>
      createSession(source, { ...options, strategies }, journal).loop,
  };
  const { seed } = options;
  const found = await lookAhead(suspect, { sample, seed, learnedUntil: () => learned }, onProgress);
  const silent = options.strategies.filter((_, i) => learned[i] === undefined);
  return { ...found, provenance, markets: known, silent: silent.map(({ name }) => name) };
}

/** The same strategy; until when it learned what it begins with is noted. */
function heard(
  choice: StrategyChoice,
  index: number,
  learned: (Timestamp | undefined)[],
): StrategyChoice {
  const { definition } = choice;
  const create: typeof definition.create = (parameters, seed, memory) => {
    const made = definition.create(parameters, seed, memory);
    learned[index] = made.learnedUntil;
    return made;
  };
  return { ...choice, definition: { ...definition, create } };
}
