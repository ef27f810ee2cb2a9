import type { ArrivalAbstention, ArrivalEstimate } from './arrival-estimate.ts';

/**
 * k and A from how far taker orders swept (formulas §3b): each reached a depth, $ from the mid, in
 * `seconds` of one side's book. Those below `least` are passed over: there nobody rested.
 */
export function fitSweeps(
  reached: readonly number[],
  least: number,
  seconds: number,
): ArrivalEstimate | ArrivalAbstention {
  const far = reached.filter((depth) => depth >= least);
  const events = far.length;
  if (events < 2) return 'too_few_events';
  const beyond = far.reduce((sum, depth) => sum + depth, 0) / events - least;
  if (!(beyond > 0)) return 'one_depth';
  const decay = 1 / beyond;
  const decayError = decay / Math.sqrt(events);
  const rate = (events / seconds) * Math.exp(decay * least);
  const countError = 1 / Math.sqrt(events);
  const rateError = rate * Math.hypot(countError, least * decayError);
  return { decay, decayError, rate, rateError, countError, events, priorShare: 0 };
}
