import { MICROS_PER_SECOND } from '../../domain/units.ts';
import { studentBelow } from '../../models/price-paths/student-t.ts';
import type { FillWorth } from './fill-worths.ts';
import type { Finding } from './verdict.ts';

export type AdverseRule = {
  /** Fills of a market below which nothing is said. */
  readonly guardFills: number;
  /** How sure it must be that fills lose, as a part of 1. */
  readonly guardConfidence: number;
};

/**
 * Fills of one round, µs, see much of the same move: they are one observation, their mean
 * (clusters: Cameron, Gelbach and Miller 2008). What a fill is worth is known after 120 s.
 */
const ROUND = 300 * MICROS_PER_SECOND;
/** Of fewer observations even Student's bound rests on their being normal. */
const LEAST_ROUNDS = 5;

/**
 * Whether who fills us knows better by more than the spread pays: the mean worth of a market's
 * fills, by round, is below 0 by Student's one-sided bound (1908). It is asked again each round, so
 * of many markets that are worth nothing some more are found than the confidence says.
 */
export function adverseSelection(worths: readonly FillWorth[], rule: AdverseRule): Finding {
  if (worths.length < rule.guardFills) return 'unknown';
  const rounds = meansByRound(worths);
  const count = rounds.length;
  if (count < LEAST_ROUNDS) return 'unknown';
  const mean = rounds.reduce((sum, value) => sum + value, 0) / count;
  if (!(mean < 0)) return 'sound';
  const squares = rounds.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (count - 1) / count);
  const surety = studentBelow(-mean / error, count - 1);
  if (surety < rule.guardConfidence) return 'sound';
  const [worth, worthError] = [Math.round(mean), Math.round(error)];
  const numbers = { fills: worths.length, rounds: count, worth, worthError, surety };
  return { code: 'adverse_selection', numbers };
}

function meansByRound(worths: readonly FillWorth[]): number[] {
  const rounds = new Map<number, { sum: number; count: number }>();
  for (const [at, worth] of worths) {
    const round = Math.floor(at / ROUND);
    const before = rounds.get(round) ?? { sum: 0, count: 0 };
    rounds.set(round, { sum: before.sum + worth, count: before.count + 1 });
  }
  return [...rounds.values()].map(({ sum, count }) => sum / count);
}
