import type { ModelAbstention } from './probability-model.ts';

/** What a model's word is worth by how much it has learned from. */
export type Judgement = {
  /** Drawn toward where the model begins while little is known. */
  readonly probability: number;
  /** In the likelier side, 0.5 to 1. */
  readonly confidence: number;
  readonly mayTrade: boolean;
};

type Stage = {
  /** Settled markets from which on it holds. */
  readonly from: number;
  /** How much of the distance from one half is kept. */
  readonly trust: number;
  readonly mayTrade: boolean;
};

/** Source system S0, §1.6. It counted rows; rows of one market share a label, so markets count. */
const STAGES: readonly Stage[] = [
  { from: 200, trust: 1, mayTrade: true },
  { from: 50, trust: 0.7, mayTrade: true },
  { from: 10, trust: 0.5, mayTrade: false },
  { from: 0, trust: 0, mayTrade: false },
];

/** Below it nothing is traded. Source system S0, §1.6. */
export const LEAST_CONFIDENCE = 0.6;

/**
 * The cold-start gate; an abstention stays one. `prior`: what a model says that knows nothing, one
 * half as in S0, or the market's price.
 */
export function judged(
  said: number | ModelAbstention,
  settledMarkets: number,
  prior = 0.5,
): Judgement | ModelAbstention {
  if (typeof said !== 'number') return said;
  const stage = STAGES.find(({ from }) => settledMarkets >= from);
  const trust = stage?.trust ?? 0;
  const probability = prior + trust * (said - prior);
  const confidence = Math.max(probability, 1 - probability);
  const mayTrade = stage?.mayTrade === true && confidence >= LEAST_CONFIDENCE;
  return { probability, confidence, mayTrade };
}
