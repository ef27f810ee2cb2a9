import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { PathPoint } from '../../screen/market-document.ts';
import { ThinnedPath } from '../../screen/thinned-path.ts';

/** More than a screen has columns. */
export const POINTS_MOST = 2_000;
/** A velocity is how far it moved within so long, µs. */
const MINUTE = 60 * MICROS_PER_SECOND;

/** How a market's midpoint and its reference went: a point a second at most, none at rest. */
export class PricePath {
  readonly #path = new ThinnedPath<PathPoint>(POINTS_MOST, MICROS_PER_SECOND);

  get points(): readonly PathPoint[] {
    return this.#path.points;
  }

  add(point: PathPoint): void {
    const last = this.points.at(-1);
    const isSame = last?.probability === point.probability && last.reference === point.reference;
    if (!isSame) this.#path.add(point);
  }

  /** The midpoint a minute before; null: none was known then. */
  minuteBefore(now: number): number | null {
    const { points } = this;
    for (let i = points.length - 1; i >= 0; i--) {
      const point = points[i] as PathPoint;
      if (point.at <= now - MINUTE) return point.probability;
    }
    return null;
  }
}
