import { invariant } from '../domain/invariant.ts';
import type { Lean, Reading, Signal } from './signal.ts';

export type FusionOptions = {
  /** Signals that there must be. */
  readonly minSignals: number;
  /** 0 to 100. */
  readonly minScore: number;
  readonly score: ScoreRule;
};

/**
 * - net: what is left of the winning side when the losing one is taken off, of what all sources
 *   together could say, those that abstain included. It is low where few speak, or against each
 *   other.
 * - share: the winning side's part of what is said. Source system S3's own: never below 50, so that
 *   its least score of 40 never refused anything.
 */
export type ScoreRule = 'net' | 'share';

export type Fused = {
  readonly lean: Lean;
  readonly score: number;
  /** Mean of those that spoke. */
  readonly confidence: number;
  readonly signals: number;
};

export type Unfused = {
  readonly lean: undefined;
  readonly why: 'few_signals' | 'low_score';
  readonly score: number;
  readonly signals: number;
};

/**
 * A vote: each source counts by weight, confidence and strength, and the heavier side wins; an
 * equal vote is up. Source system S3, §4.3. `readings` and `weights` are by source; weights sum to
 * 1.
 */
export function fuse(
  readings: readonly Reading[],
  weights: ArrayLike<number>,
  { minSignals, minScore, score: rule }: FusionOptions,
): Fused | Unfused {
  let up = 0;
  let down = 0;
  let confidence = 0;
  let signals = 0;
  let possible = 0;
  invariant(readings.length <= weights.length, 'each source has a weight');
  for (let source = 0; source < readings.length; source++) {
    const reading = readings[source] as Reading;
    const weight = weights[source] as number;
    possible += weight;
    if (reading.lean === undefined) continue;
    signals++;
    confidence += reading.confidence;
    if (reading.lean === 'up') up += voteOf(reading, weight);
    else down += voteOf(reading, weight);
  }
  const most = Math.max(up, down);
  const least = Math.min(up, down);
  const whole = rule === 'share' ? up + down : possible;
  const score = whole === 0 ? 0 : (100 * (rule === 'share' ? most : most - least)) / whole;
  if (signals === 0 || signals < minSignals) return unfused('few_signals', score, signals);
  if (score < minScore) return unfused('low_score', score, signals);
  return { lean: up >= down ? 'up' : 'down', score, confidence: confidence / signals, signals };
}

/** What a signal adds to its side of the vote. */
export function voteOf({ confidence, strength }: Signal, weight: number): number {
  return weight * confidence * (strength / 4);
}

function unfused(why: Unfused['why'], score: number, signals: number): Unfused {
  return { lean: undefined, why, score, signals };
}
