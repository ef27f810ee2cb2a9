import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { PathPoint } from '../../screen/market-document.ts';

/** More than a screen has columns. */
export const POINTS_MOST = 2_000;
/** A velocity is how far it moved within so long, µs. */
const MINUTE = 60 * MICROS_PER_SECOND;

/**
 * How a market's midpoint and its reference went: at most a point a second, none where nothing
 * moved. When it is full every second point is left out, and points come half as often.
 */
export class PricePath {
  #points: PathPoint[] = [];
  #every = MICROS_PER_SECOND;

  get points(): readonly PathPoint[] {
    return this.#points;
  }

  add(point: PathPoint): void {
    const last = this.#points.at(-1);
    if (last !== undefined) {
      if (point.at - last.at < this.#every) return;
      if (point.probability === last.probability && point.reference === last.reference) return;
    }
    this.#points.push(point);
    if (this.#points.length < POINTS_MOST) return;
    this.#points = this.#points.filter((_, i) => i % 2 === 0);
    this.#every *= 2;
  }

  /** The midpoint a minute before; null: none was known then. */
  minuteBefore(now: number): number | null {
    const points = this.#points;
    for (let i = points.length - 1; i >= 0; i--) {
      const point = points[i] as PathPoint;
      if (point.at <= now - MINUTE) return point.probability;
    }
    return null;
  }
}
