import type { Market } from '../../domain/market.ts';
import { NEVER } from '../../domain/units.ts';
import { pointOfLife } from '../market-life.ts';

/** When a market is looked at, in 900ths of its life. */
export type MomentRule = { readonly from: number; readonly to: number; readonly every: number };

/**
 * The moments from which on a market is looked at once, and the end of the last; undefined when its
 * life is not known.
 */
export function momentsOf(market: Market, { from, to, every }: MomentRule): number[] | undefined {
  const points: number[] = [];
  for (let point = from; point < to; point += every) points.push(pointOfLife(market, point));
  points.push(pointOfLife(market, to));
  return points.includes(NEVER) ? undefined : points;
}
