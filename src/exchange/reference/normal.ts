import type { Random } from '../../domain/random.ts';

/** A standard normal number (Box and Muller 1958); takes two numbers of the stream, always. */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
  return radius * Math.cos(2 * Math.PI * random.float());
}
