import type { MarketIndex, StrategyIndex } from '../domain/ids.ts';
import { marketOf } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { SCALE, type Timestamp } from '../domain/units.ts';
import type { DecisionLog } from './decision-log.ts';
import { RestartRule, STRATEGY_RESTARTS } from './restart-rule.ts';
import type { Seat } from './seat.ts';
import type { EngineState } from './state.ts';
import type { StrategyLoops } from './strategy-loops.ts';
import { messageOf } from './thrown-words.ts';
import { RESTART, type Timers } from './timers.ts';
import type { WishCarrier } from './wish-carrier.ts';

/** How a strategy is doing: running, backing off until it is started anew, or given up. */
export type StrategyHealth = {
  readonly state: 'running' | 'backing_off' | 'given_up';
  readonly failures: number;
  readonly restarts: number;
  /** When it may be started anew. */
  readonly restartAt: Timestamp | undefined;
  /** What it threw last. */
  readonly message: string | undefined;
};

const HEALTHY: StrategyHealth = {
  state: 'running',
  failures: 0,
  restarts: 0,
  restartAt: undefined,
  message: undefined,
};

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
  readonly carrier: WishCarrier;
  readonly loops: StrategyLoops;
};

/** How often it is looked again at orders that a halted strategy still has open, in µs. */
const LOOK_AGAIN = SCALE;

/**
 * What becomes of a strategy that throws: it is halted alone, its orders are canceled, and a fresh
 * instance takes its place when its time has come and nothing of it is open any more. All of it
 * happens at times of the engine, so that a replay halts and restarts where the run did.
 */
export class Supervisor {
  readonly #parts: Parts;
  readonly #rules = new Map<StrategyIndex, RestartRule>();
  readonly #health = new Map<StrategyIndex, StrategyHealth>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  healthOf(strategy: StrategyIndex): StrategyHealth {
    return this.#health.get(strategy) ?? HEALTHY;
  }

  /** The strategy on this seat threw: the seat is empty already. */
  failed(seat: Seat, error: unknown): void {
    const { state, log, timers, carrier } = this.#parts;
    const { now: at } = state;
    const message = messageOf(error);
    const restartAt = carrier.hasEnded ? undefined : this.#ruleOf(seat.index).failedAt(at);
    const { failures, restarts } = this.healthOf(seat.index);
    this.#health.set(seat.index, {
      state: restartAt === undefined ? 'given_up' : 'backing_off',
      failures: failures + 1,
      restarts,
      restartAt,
      message,
    });
    timers.forget(seat.index);
    log.append({ kind: 'StrategyHalted', at, strategy: seat.index, message, restartAt });
    this.#cancelOrders(seat);
    this.#lookAt(seat, restartAt ?? ((at + LOOK_AGAIN) as Timestamp));
  }

  /** Its time has come: it is started anew, unless it is given up or something is still open. */
  restart(seat: Seat): void {
    const { state, log, carrier, loops } = this.#parts;
    const { now: at } = state;
    const [underWay] = state.sleeve(seat.index).setsUnderWay.changes();
    if (this.#openOrders(seat).length > 0 || underWay !== undefined) {
      // A cancel that the venue refused is asked for again.
      this.#cancelOrders(seat);
      this.#lookAt(seat, (at + LOOK_AGAIN) as Timestamp);
      return;
    }
    const health = this.healthOf(seat.index);
    if (health.state === 'given_up') return;
    const restarts = health.restarts + 1;
    this.#health.set(seat.index, { ...health, state: 'running', restarts, restartAt: undefined });
    for (const [token] of state.sleeve(seat.index).positions()) {
      seat.tradedBefore.add(marketOf(token));
    }
    log.append({ kind: 'StrategyRestarted', at, strategy: seat.index });
    seat.sitDown();
    seat.start();
    loops.start(seat);
    carrier.flush(seat);
    for (let market = 0; market < state.markets.length; market++) {
      seat.tell('onMarketListed', market as MarketIndex);
      carrier.flush(seat);
    }
  }

  #lookAt(seat: Seat, at: Timestamp): void {
    if (!this.#parts.carrier.hasEnded) this.#parts.timers.add(at, seat.index, RESTART);
  }

  #cancelOrders(seat: Seat): void {
    const reason = { code: 'strategy_halted', numbers: {} };
    for (const { id: order } of this.#openOrders(seat)) {
      this.#parts.carrier.cancel({ kind: 'CancelOrder', order, strategy: seat.index, reason });
    }
  }

  /** A copy: a cancel may be answered, and the list changed, while it is walked. */
  #openOrders({ index }: Seat): readonly Order[] {
    const { state } = this.#parts;
    const sleeve = state.sleeve(index);
    return state.markets.flatMap((_, market) => sleeve.openOrders(market as MarketIndex));
  }

  #ruleOf(strategy: StrategyIndex): RestartRule {
    let rule = this.#rules.get(strategy);
    if (rule === undefined) {
      rule = new RestartRule(STRATEGY_RESTARTS);
      this.#rules.set(strategy, rule);
    }
    return rule;
  }
}
