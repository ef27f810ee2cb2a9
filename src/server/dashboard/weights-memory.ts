import type { DeskDocument } from '../../screen/desk-document.ts';
import type { Weights } from './history.ts';

/** Of a strategy: weights move when markets are decided, so that is days. */
const POINTS_MOST = 1_000;

/** How much each strategy listened to its sources, since the desk is listened to. */
export class WeightsMemory {
  readonly #points = new Map<string, Weights[]>();
  #run = '';

  /** Oldest first; none: it weighs no sources, or was not heard of. */
  of(strategy: string): readonly Weights[] {
    return this.#points.get(strategy) ?? [];
  }

  hear({ desk: { name, now }, strategies }: DeskDocument): void {
    if (name !== this.#run) this.#points.clear();
    this.#run = name;
    for (const [strategy, { weights }] of Object.entries(strategies)) {
      if (weights !== null) this.#note(strategy, { at: now, weights });
    }
  }

  #note(strategy: string, point: Weights): void {
    const points = this.#points.get(strategy) ?? [];
    if (isSame(points.at(-1)?.weights, point.weights)) return;
    this.#points.set(strategy, [...points, point].slice(-POINTS_MOST));
  }
}

/** The same object is told as long as nothing of the strategy changed. */
function isSame(one: Weights['weights'] | undefined, other: Weights['weights']): boolean {
  if (one === undefined || one === other) return one === other;
  return Object.entries(other).every(([name, weight]) => one[name] === weight);
}
