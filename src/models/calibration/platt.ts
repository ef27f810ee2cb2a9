import type { Forecast } from '../../domain/forecast-score.ts';
import { logistic, logOddsOf } from '../probability-model.ts';

/** New log odds are `slope` times the old ones plus `offset`. */
export type Platt = { readonly kind: 'platt'; readonly slope: number; readonly offset: number };

const MOST_STEPS = 100;
/** Keeps the curvature from being flat when all forecasts are alike. */
const RIDGE = 1e-9;
const ENOUGH = 1e-10;
const SHORTEST = 1e-10;

export function alongPlatt({ slope, offset }: Platt, said: number): number {
  return logistic(slope * logOddsOf(said) + offset);
}

/**
 * The line of log odds with the least log loss, against targets a little within 0 and 1 (Platt
 * 1999), found by Newton's method with halved steps (Lin, Lin and Weng 2007, algorithm 1). Where
 * all forecasts are alike many lines are as good, and one of them is taken.
 */
export function fitPlatt(forecasts: readonly Forecast[]): Platt {
  const hits = forecasts.filter(({ happened }) => happened).length;
  const high = (hits + 1) / (hits + 2);
  const low = 1 / (forecasts.length - hits + 2);
  const points = forecasts.map(({ probability, happened }) => ({
    x: logOddsOf(probability),
    target: happened ? high : low,
  }));
  const usual = Math.log((hits + 1) / (forecasts.length - hits + 1));
  let slope = 0;
  let offset = usual;
  let loss = lossOf(points, slope, offset);
  for (let step = 0; step < MOST_STEPS; step++) {
    const way = newton(points, slope, offset);
    if (way === undefined) break;
    let length = 1;
    let next = loss;
    for (; length >= SHORTEST; length /= 2) {
      next = lossOf(points, slope + length * way.slope, offset + length * way.offset);
      if (next < loss + 1e-4 * length * way.descent) break;
    }
    if (length < SHORTEST) break;
    slope += length * way.slope;
    offset += length * way.offset;
    loss = next;
  }
  // Turned around, a model that is wrong more often than right would only be wrong by chance.
  return slope > 0 ? { kind: 'platt', slope, offset } : { kind: 'platt', slope: 0, offset: usual };
}

type Point = { readonly x: number; readonly target: number };

/** Sum of the cross entropies, in a form that no large number breaks. */
function lossOf(points: readonly Point[], slope: number, offset: number): number {
  return points.reduce((sum, { x, target }) => {
    const odds = slope * x + offset;
    const sure = odds >= 0 ? (1 - target) * odds : -target * odds;
    return sum + sure + Math.log1p(Math.exp(-Math.abs(odds)));
  }, 0);
}

/** Where the loss's parabola has its lowest point from here; undefined at the bottom. */
function newton(points: readonly Point[], slope: number, offset: number) {
  let [bySlope, byOffset] = [0, 0];
  let [xx, x1, one] = [RIDGE, 0, RIDGE];
  for (const { x, target } of points) {
    const probability = logistic(slope * x + offset);
    const error = probability - target;
    const curvature = probability * (1 - probability);
    bySlope += x * error;
    byOffset += error;
    xx += curvature * x * x;
    x1 += curvature * x;
    one += curvature;
  }
  if (Math.abs(bySlope) < ENOUGH && Math.abs(byOffset) < ENOUGH) return undefined;
  const determinant = xx * one - x1 * x1;
  const way = {
    slope: -(one * bySlope - x1 * byOffset) / determinant,
    offset: -(xx * byOffset - x1 * bySlope) / determinant,
  };
  return { ...way, descent: bySlope * way.slope + byOffset * way.offset };
}
