import { type Interval, Z95 } from './interval.ts';
import { invariant } from './invariant.ts';

/**
 * Wilson's score interval of a proportion; undefined without trials. It treats the trials as
 * independent. Wilson 1927; Brown, Cai, DasGupta 2001.
 */
export function wilson(successes: number, trials: number, z: number = Z95): Interval | undefined {
  invariant(successes >= 0 && successes <= trials, `${successes} successes in ${trials} trials`);
  if (trials === 0) return undefined;
  const share = successes / trials;
  const spread = (z * z) / trials;
  const center = (share + spread / 2) / (1 + spread);
  const half =
    (z / (1 + spread)) *
    Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}
