import type { ExchangeEvent } from '../domain/event.ts';
import type { MarketIndex } from '../domain/ids.ts';
import type { DecisionLog } from './decision-log.ts';
import { FillFollower } from './fill-follower.ts';
import { RewardSampler } from './reward-sampler.ts';
import type { EngineState } from './state.ts';
import { FOLLOWING, SAMPLING, type Timers } from './timers.ts';

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
  /** Undefined: rewards are not for the engine to work out. */
  readonly rewardSeed: number | undefined;
};

/** What is measured of a run and journaled; nothing decides by it. */
export class Measurements {
  readonly #follower: FillFollower;
  readonly #sampler: RewardSampler | undefined;

  constructor({ rewardSeed: seed, ...parts }: Parts) {
    this.#follower = new FillFollower(parts);
    this.#sampler = seed === undefined ? undefined : new RewardSampler({ ...parts, seed });
  }

  /** An answer that is booked. */
  answered(event: ExchangeEvent): void {
    if (event.kind === 'OrderFilled') this.#follower.filled(event.fill);
    else this.#sampler?.answered(event);
  }

  /** A timer of the desk; returns false for those that are none of its own. */
  rings(timer: MarketIndex): boolean {
    if (timer === FOLLOWING) this.#follower.due();
    else if (timer === SAMPLING) this.#sampler?.due();
    else return false;
    return true;
  }

  end(): void {
    this.#follower.end();
  }
}
