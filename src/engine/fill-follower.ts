import type { Fill } from '../domain/fill.ts';
import { type FillMids, MID_NAMES, MID_SECONDS } from '../domain/fill-mids.ts';
import { marketOf, outcomeOf, type TokenIndex } from '../domain/ids.ts';
import { complement, MICROS_PER_SECOND, type Price, type Timestamp } from '../domain/units.ts';
import type { DecisionLog } from './decision-log.ts';
import { midNow } from './equity.ts';
import type { EngineState } from './state.ts';
import { DESK, FOLLOWING, type Timers } from './timers.ts';

/** A fill that we heard of later than that has no moment that could be looked at: no entry. */
const LATEST = 5 * MICROS_PER_SECOND;
/** So many fills of two minutes are followed; those beyond have no entry. */
const MOST = 100_000;
/** Fills that are done with are dropped so many at a time. */
const DROP = 1_024;

type Followed = {
  readonly fill: number;
  readonly token: TokenIndex;
  readonly heardAt: Timestamp;
  readonly mids: { -readonly [K in keyof FillMids]: FillMids[K] };
};

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
};

/**
 * Where the market went after each fill of ours: one entry for each fill, once its last price is
 * taken. All times are the engine's own, so that a replay takes the same prices. A fill without an
 * entry has prices that nobody knows.
 */
export class FillFollower {
  readonly #parts: Parts;
  /** In order of being heard of, so for each price in the order in which it is due. */
  #followed: Followed[] = [];
  /** By price: the first that does not have it yet. */
  readonly #next = MID_NAMES.map(() => 0);
  #hasEnded = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A fill that was just booked. */
  filled({ id, token, tsEvent }: Fill): void {
    const { state, timers } = this.#parts;
    const { now } = state;
    if (now - tsEvent > LATEST || this.#hasEnded || this.#followed.length >= MOST) return;
    const later = { after1: undefined, after30: undefined, after120: undefined };
    const mids = { atFill: this.#mid(token), ...later };
    const one: Followed = { fill: id, token, heardAt: now, mids };
    this.#followed.push(one);
    for (const name of MID_NAMES) timers.add(dueAt(one, name), DESK, FOLLOWING);
  }

  /** Takes what is due. */
  due(): void {
    const { now } = this.#parts.state;
    MID_NAMES.forEach((name, i) => {
      let next = this.#next[i] as number;
      for (; next < this.#followed.length; next++) {
        const one = this.#followed[next] as Followed;
        if (dueAt(one, name) > now) break;
        one.mids[name] = this.#mid(one.token);
        if (name === 'after120') this.#write(one);
      }
      this.#next[i] = next;
    });
    const done = this.#next.at(-1) as number;
    if (done >= DROP) this.#drop(done);
  }

  /** No market moves any more: what is not known by now will not be. */
  end(): void {
    this.#hasEnded = true;
    for (const one of this.#followed.slice(this.#next.at(-1))) this.#write(one);
    this.#drop(this.#followed.length);
  }

  #drop(count: number): void {
    this.#followed = this.#followed.slice(count);
    for (const i of this.#next.keys()) {
      this.#next[i] = Math.max(0, (this.#next[i] as number) - count);
    }
  }

  #write({ fill, token, mids }: Followed): void {
    const { log, state } = this.#parts;
    log.append({ kind: 'FillFollowed', at: state.now, fill, token, ...mids });
  }

  #mid(token: TokenIndex): Price | undefined {
    const mid = midNow(this.#parts.state, marketOf(token));
    return mid === undefined || outcomeOf(token) === 0 ? mid : complement(mid);
  }
}

function dueAt({ heardAt }: Followed, name: (typeof MID_NAMES)[number]): Timestamp {
  return (heardAt + MID_SECONDS[name] * MICROS_PER_SECOND) as Timestamp;
}
