import type { Timestamp } from '../../domain/units.ts';
import { decidedBeforeLearned, type Leak } from './leak.ts';
import { type LookaheadProgress, Meter } from './meter.ts';
import { chooseCuts, isDecision, playReference } from './reference-run.ts';
import { Search, type Suspect } from './search.ts';

export type LookaheadOptions = {
  /** Decision times to try at most; undefined: all. */
  readonly sample: number | undefined;
  readonly seed: number;
  /** By strategy, once it has run: the latest moment that what it began with was learned from. */
  readonly learnedUntil: () => readonly (Timestamp | undefined)[];
};

export type Lookahead = {
  /** Decisions of the run, and the different times at which they fell. */
  readonly decisions: number;
  readonly times: number;
  /** Times after which the future was removed, and scrambled, without a difference. */
  readonly checked: number;
  readonly leak: Leak | undefined;
};

/** Cuts that are tried in one reading of the recording: each holds two engines. */
const CUTS_AT_ONCE = 8;

/**
 * Runs decisions again without what came after them, and with something else after them. A
 * decision that is another one then has looked ahead; the first is told, with what it read.
 */
export async function lookAhead(
  suspect: Suspect,
  { sample, seed, learnedUntil }: LookaheadOptions,
  onProgress: (progress: LookaheadProgress) => void = () => {},
): Promise<Lookahead> {
  const meter = new Meter(onProgress);
  const recording = await suspect.open();
  const reference = await playReference(recording, suspect.makePlayer, (tape) =>
    meter.played(tape.length, tape.tsInit[tape.length - 1] as Timestamp),
  ).finally(() => recording.close());
  if (reference === undefined) return { decisions: 0, times: 0, checked: 0, leak: undefined };
  const { cuts, times } = chooseCuts(reference, sample, seed);
  const found = { decisions: reference.entries.filter(isDecision).length, times };
  const early = decidedBeforeLearned(reference, learnedUntil());
  if (early !== undefined) return { ...found, checked: 0, leak: early };
  const readings = inPieces(cuts, CUTS_AT_ONCE);
  // Each cut is played twice, and the last of a reading once more as it was.
  meter.expect(
    reference,
    readings.map((some) => [...some, ...some, ...some.slice(-1)]),
  );
  const search = new Search(suspect, reference, seed, meter);
  let checked = 0;
  for (const some of readings) {
    const leak = await search.at(some);
    if (leak !== undefined) return { ...found, checked, leak };
    checked += some.length;
  }
  return { ...found, checked, leak: undefined };
}

function inPieces<T>(items: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let from = 0; from < items.length; from += size) pieces.push(items.slice(from, from + size));
  return pieces;
}
