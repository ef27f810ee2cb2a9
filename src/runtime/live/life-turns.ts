import type { MarketIndex } from '../../domain/ids.ts';
import type { MarketFacts } from '../../domain/market-facts.ts';
import { KIND_CLOSE, KIND_OPEN } from '../../domain/tape.ts';
import { NEVER, type Timestamp } from '../../domain/units.ts';

export type Turn = {
  readonly at: Timestamp;
  readonly kind: typeof KIND_OPEN | typeof KIND_CLOSE;
  readonly market: MarketIndex;
};

/** Openings and closes that are still to come, in the order of a replay: time, kind, market. */
export class LifeTurns {
  readonly #turns: Turn[] = [];

  /** When the next is due; NEVER when none is. */
  get next(): Timestamp {
    return this.#turns[0]?.at ?? NEVER;
  }

  /** The turns of a market that is known since `at`: what was over by then is told at once. */
  plan(market: MarketIndex, { opensAt, closesAt }: MarketFacts, at: Timestamp): void {
    const told = (turn: Timestamp) => Math.max(turn, at) as Timestamp;
    if (opensAt !== undefined) this.#add({ at: told(opensAt), kind: KIND_OPEN, market });
    if (closesAt !== undefined) this.#add({ at: told(closesAt), kind: KIND_CLOSE, market });
  }

  /** The first turn due at or before `until`. */
  take(until: Timestamp): Turn | undefined {
    return this.next <= until ? this.#turns.shift() : undefined;
  }

  #add(turn: Turn): void {
    const place = this.#turns.findIndex((one) => isBefore(turn, one));
    this.#turns.splice(place < 0 ? this.#turns.length : place, 0, turn);
  }
}

function isBefore(a: Turn, b: Turn): boolean {
  return (a.at - b.at || a.kind - b.kind || a.market - b.market) < 0;
}
