import type { Random } from '../../domain/random.ts';

/** A waiting time or a size whose mean is given and whose next one never depends on the last. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.float());
}
