import type { ExchangeEvent } from '../domain/event.ts';
import type { MarketIndex } from '../domain/ids.ts';
import type { DecisionLog } from './decision-log.ts';
import { FillFollower } from './fill-follower.ts';
import type { EngineState } from './state.ts';
import { FOLLOWING, type Timers } from './timers.ts';

/** What is measured of a run and journaled; nothing decides by it. */
export class Measurements {
  readonly #follower: FillFollower;

  constructor(parts: {
    readonly state: EngineState;
    readonly log: DecisionLog;
    readonly timers: Timers;
  }) {
    this.#follower = new FillFollower(parts);
  }

  /** An answer that is booked. */
  answered(event: ExchangeEvent): void {
    if (event.kind === 'OrderFilled') this.#follower.filled(event.fill);
  }

  /** A timer of the desk; returns false for those that are none of its own. */
  rings(timer: MarketIndex): boolean {
    if (timer !== FOLLOWING) return false;
    this.#follower.due();
    return true;
  }

  end(): void {
    this.#follower.end();
  }
}
