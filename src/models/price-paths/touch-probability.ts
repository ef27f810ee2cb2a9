import { invariant } from '../../domain/invariant.ts';
import { normalBelow, scaledNormalTail } from '../../domain/normal-distribution.ts';
import type { PriceOutlook } from './price-outlook.ts';
import { unitStudentBelow } from './student-t.ts';

/**
 * Between two looks a walk can touch a level and come back: seen every `dt`, the level is as if it
 * were so many deviations of one step farther: -zeta(1/2) / sqrt(2 pi). Broadie, Glasserman, Kou
 * 1997.
 */
const MONITORING = 0.5826;

/** From where the price has to come; `either`: from where it is. */
export type TouchSide = 'from_below' | 'from_above' | 'either';

/**
 * Probability that the price gets to a level at any time before the end (formulas §6): the
 * reflection principle. 1 where it is there already. `stepDeviation`: that of the logarithm between
 * two looks; 0: every moment counts.
 *
 * With finite degrees the variance is unknown and constant, so that reflection holds given it. It
 * is told for a walk without drift alone.
 */
export function touchProbability(
  level: number,
  side: TouchSide,
  outlook: PriceOutlook,
  stepDeviation = 0,
): number {
  const { spot, deviation, drift, degrees } = outlook;
  const up = Math.log(level / spot);
  const isUp = side === 'either' ? up >= 0 : side === 'from_below';
  // Seen from below: what is above is mirrored.
  const gap = isUp ? up : -up;
  if (gap <= 0) return 1;
  if (deviation <= 0) return 0;
  const far = gap + MONITORING * stepDeviation;
  if (degrees === Number.POSITIVE_INFINITY) {
    return normalTouch(far, isUp ? drift : -drift, deviation);
  }
  invariant(drift === 0, `no drift with ${degrees} degrees of freedom, got ${drift}`);
  return Math.min(1, 2 * unitStudentBelow(-far / deviation, degrees));
}

/**
 * Phi((m - b) / s) + exp(2 m b / s^2) Phi((-b - m) / s), the second part as exp(-(b - m)^2 / 2 s^2)
 * times a tail without its exponential: for a strong drift the factors alone overflow.
 */
function normalTouch(gap: number, drift: number, deviation: number): number {
  const direct = normalBelow((drift - gap) / deviation);
  const beyond = (gap + drift) / deviation;
  const short = (gap - drift) / deviation;
  const reflected =
    beyond >= 0
      ? Math.exp((-short * short) / 2) * scaledNormalTail(beyond)
      : Math.exp((2 * drift * gap) / deviation ** 2) * normalBelow(-beyond);
  return Math.min(1, direct + reflected);
}
