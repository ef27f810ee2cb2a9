import type { MarketIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { Reason } from '../domain/order.ts';
import type { OutcomeDifference } from '../domain/outcome-difference.ts';
import { SCALE, type Timestamp } from '../domain/units.ts';
import type { DecisionLog } from './decision-log.ts';
import type { Seat } from './seat.ts';
import { type EngineState, PHASE_TRADING } from './state.ts';
import { DESK, type Timers } from './timers.ts';
import type { WishCarrier } from './wish-carrier.ts';

/** The venue holds an order that it delays back for less, and refuses its cancel so long, µs. */
const PULL_AGAIN = SCALE / 2;

type Parts = {
  readonly state: EngineState;
  readonly log: DecisionLog;
  readonly timers: Timers;
  readonly carrier: WishCarrier;
  readonly seats: readonly Seat[];
  /** What rests in a market is canceled so long before its end, µs. */
  readonly closeLead: number;
};

/** Takes back what rests where nothing may rest: near the end, and where a feed is in dispute. */
export class Withdrawals {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A market becomes known: the moment near its end is planned. */
  listed(index: MarketIndex, { closesAt }: Market): void {
    const { timers, closeLead } = this.#parts;
    if (closesAt === undefined || closeLead <= 0) return;
    timers.add(Math.max(0, closesAt - closeLead) as Timestamp, DESK, index);
  }

  pullQuotes(market: MarketIndex): void {
    const reason = this.#whyNothingRests(market);
    if (reason === undefined) return;
    const { seats, carrier } = this.#parts;
    for (const seat of seats) carrier.pullQuotes(seat, market, reason);
  }

  /** A cancel was refused: where nothing is to rest, what is left is asked for again. */
  pullAgain(market: MarketIndex): void {
    const { state, timers, carrier } = this.#parts;
    if (carrier.hasEnded || state.phases[market] !== PHASE_TRADING) return;
    if (this.#whyNothingRests(market) === undefined) return;
    timers.add((state.now + PULL_AGAIN) as Timestamp, DESK, market);
  }

  /** Until somebody knows why, nothing is opened where the same feed decides, and nothing rests. */
  halt(difference: OutcomeDifference): void {
    const { state, log, seats, carrier } = this.#parts;
    log.append({ kind: 'OutcomeDiffers', at: state.now, ...difference });
    state.haltedFeeds.add(difference.feed);
    const reason = { code: 'outcome_differs', numbers: { market: difference.market } };
    for (const index of state.markets.keys()) {
      const market = index as MarketIndex;
      if (state.phases[market] !== PHASE_TRADING || !state.isHalted(market)) continue;
      for (const seat of seats) carrier.pullQuotes(seat, market, reason);
    }
  }

  /** Undefined: quotes may rest there. */
  #whyNothingRests(market: MarketIndex): Reason | undefined {
    const { state, closeLead } = this.#parts;
    const closesAt = state.markets[market]?.closesAt;
    // Shortly before the end it would be filled by who knows the end.
    if (closeLead > 0 && closesAt !== undefined && state.now >= closesAt - closeLead) {
      return { code: 'market_ends', numbers: { closesAt } };
    }
    return state.isHalted(market) ? { code: 'outcome_differs', numbers: {} } : undefined;
  }
}
