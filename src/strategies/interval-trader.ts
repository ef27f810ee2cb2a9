import { complementOf, type MarketIndex, type TokenIndex } from '../domain/ids.ts';
import type { Reason } from '../domain/order.ts';
import { takeableSize, tradableSize } from '../domain/size-rules.ts';
import { MICROS_PER_MS, type Price, type Shares, type Timestamp } from '../domain/units.ts';
import { withRoom } from '../domain/with-room.ts';
import type { Desk } from '../ports/desk.ts';
import type { Opinion } from '../ports/opinion.ts';
import type { ParameterSpec, Parameters, Strategy } from '../ports/strategy.ts';
import type { View } from '../ports/view.ts';
import { pointOfLife } from './market-life.ts';
import { takeLimit, takerOrder } from './taker-order.ts';

/** Buy is for the first outcome, sell against it, whatever is held. */
export type Lean = 'buy' | 'sell' | 'hold';

/**
 * What a rule says at a decision. `mid` is the first outcome's midpoint, `velocity` its change
 * over five decisions; NaN before there were five without a break. It is asked for opinions, too: a
 * rule that keeps something of being asked has to say its opinion in another way.
 */
export type LeanRule = (market: MarketIndex, mid: Price, velocity: number) => Lean;

/** Codes of why it opens a position, and closes it as the rule has turned. */
type Why = { readonly open: string; readonly close: string };

const BY_RULE: Why = { open: 'signal', close: 'opposite_signal' };

/** The parameters that every interval trader has. */
export const INTERVAL_PARAMETERS: Readonly<Record<string, ParameterSpec>> = {
  size: { kind: 'shares', default: '10', summary: 'shares of a position' },
  intervalMs: {
    kind: 'integer',
    default: 500,
    min: 1,
    max: 3_600_000,
    summary: 'milliseconds between two decisions',
  },
  slippage: {
    kind: 'integer',
    default: 2,
    min: 0,
    max: 100,
    summary: 'worst price accepted, in ticks beyond the best of the other side',
  },
  holdLast: {
    kind: 'integer',
    default: 120,
    min: 0,
    max: 900,
    summary: 'no decisions in this last part of its life, in 900ths (of 15 minutes: seconds)',
  },
  flatLast: {
    kind: 'integer',
    default: 30,
    min: 0,
    max: 900,
    summary:
      'sells what it holds in this last part of its life, in 900ths (of 15 minutes: seconds)',
  },
};

/** Decisions back to which velocity looks. */
const LOOKBACK = 5;
/** Midpoints kept: the latest and LOOKBACK before it. */
const KEPT = LOOKBACK + 1;
/** Without a book message for so long nothing is decided until the next one. */
const STALE_MICROS = 60_000_000;

const ASLEEP = 0;
const AWAKE = 1;
const OVER = 2;

/**
 * Trades a rule at fixed intervals: one position per market, opened and closed as a taker at real
 * prices. Flat, it buys the token the rule leans to; holding, the opposite lean sells; the same
 * lean does nothing. A decision that repeats the last one's reason not to trade is not recorded.
 */
export class IntervalTrader implements Strategy {
  readonly #rule: LeanRule;
  readonly #why: Why;
  readonly #size: Shares;
  readonly #interval: number;
  readonly #ticks: number;
  readonly #holdLast: number;
  readonly #flatLast: number;
  #state = new Uint8Array();
  #lastBook = new Float64Array();
  /** KEPT midpoints for each market as a ring, and how many came without a break. */
  #mids = new Int32Array();
  #seen = new Float64Array();
  /** Epoch of the book that they are of. */
  #epoch = new Float64Array();
  readonly #lastSkip: (string | undefined)[] = [];
  /** What the decision being made looks at. */
  #mid = 0 as Price;
  #velocity = Number.NaN;

  /** `why`: of a rule that does not look at the market. */
  constructor(parameters: Parameters, rule: LeanRule, why: Why = BY_RULE) {
    this.#rule = rule;
    this.#why = why;
    this.#size = parameters.size as Shares;
    this.#interval = (parameters.intervalMs as number) * MICROS_PER_MS;
    this.#ticks = parameters.slippage as number;
    this.#holdLast = 900 - (parameters.holdLast as number);
    this.#flatLast = 900 - (parameters.flatLast as number);
  }

  onMarketListed(market: MarketIndex): void {
    const count = market + 1;
    this.#state = withRoom(this.#state, count);
    this.#lastBook = withRoom(this.#lastBook, count);
    this.#mids = withRoom(this.#mids, count * KEPT);
    this.#seen = withRoom(this.#seen, count);
    this.#epoch = withRoom(this.#epoch, count);
    this.#lastSkip[market] = undefined;
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    this.#lastBook[market] = view.now;
    if (this.#state[market] !== ASLEEP || !view.isTrusted(market)) return;
    const opensAt = view.markets[market]?.opensAt;
    if (opensAt !== undefined && view.now < opensAt) return;
    this.#state[market] = AWAKE;
    this.#seen[market] = 0;
    // On one grid for all markets, so that a run does not depend on when a recording starts.
    desk.wakeAt((Math.ceil(view.now / this.#interval) * this.#interval) as Timestamp, market);
  }

  onTimer(market: MarketIndex, view: View, desk: Desk): void {
    if (this.#state[market] !== AWAKE) return;
    if (!view.isOpen(market)) {
      this.#state[market] = OVER;
      return;
    }
    if (view.now - (this.#lastBook[market] as number) > STALE_MICROS) {
      this.#state[market] = ASLEEP;
      this.#hold(market, 'book_stale', desk);
      return;
    }
    this.#decide(market, view, desk);
    desk.wakeAt((view.now + this.#interval) as Timestamp, market);
  }

  /** What the rule would say at a decision of this moment. */
  opinion(market: MarketIndex, view: View): Opinion | undefined {
    if (this.#state[market] === undefined) return undefined;
    const none = (code: string, numbers = {}) => ({ code, token: undefined, numbers });
    if (!view.isOpen(market)) return none('market_closed');
    if (!view.isTrusted(market)) return none('book_untrusted');
    const first = (market * 2) as TokenIndex;
    const mid = view.mid(first);
    if (mid === undefined) return none('one_sided_book');
    const velocity = this.#velocityTo(mid, market, view.epoch(market));
    const numbers = Number.isNaN(velocity) ? { mid } : { mid, velocity };
    if (this.#isPast(market, this.#flatLast, view)) return none('last_seconds', numbers);
    if (this.#isPast(market, this.#holdLast, view)) return none('last_minutes', numbers);
    const lean = this.#rule(market, mid, velocity);
    if (lean === 'hold') return none('no_signal', numbers);
    const token = lean === 'buy' ? first : complementOf(first);
    return { code: 'signal', token, numbers };
  }

  #decide(market: MarketIndex, view: View, desk: Desk): void {
    const mid = view.mid((market * 2) as TokenIndex);
    if (!view.isTrusted(market) || mid === undefined) {
      this.#seen[market] = 0;
      this.#hold(market, mid === undefined ? 'one_sided_book' : 'book_untrusted', desk);
      return;
    }
    this.#look(market, mid, view.epoch(market));
    const held = this.#held(market, view);
    if (view.openOrders(market).length > 0) {
      this.#hold(market, 'order_pending', desk);
    } else if (this.#isPast(market, this.#flatLast, view)) {
      if (held === undefined) this.#hold(market, 'last_seconds', desk);
      else this.#close(market, held, 'flat_before_close', view, desk);
    } else if (this.#isPast(market, this.#holdLast, view)) {
      this.#hold(market, 'last_minutes', desk);
    } else {
      this.#follow(market, this.#rule(market, mid, this.#velocity), held, view, desk);
    }
  }

  #follow(
    market: MarketIndex,
    lean: Lean,
    held: TokenIndex | undefined,
    view: View,
    desk: Desk,
  ): void {
    if (lean === 'hold') {
      this.#hold(market, 'no_signal', desk);
      return;
    }
    const first = (market * 2) as TokenIndex;
    const wanted = lean === 'buy' ? first : complementOf(first);
    if (held === wanted) this.#hold(market, 'held_already', desk);
    else if (held !== undefined) {
      this.#close(market, held, this.#why.close, view, desk);
    } else {
      this.#open(market, wanted, view, desk);
    }
  }

  #open(market: MarketIndex, token: TokenIndex, view: View, desk: Desk): void {
    const limit = takeLimit(view, token, 'buy', this.#ticks);
    const size = limit === undefined ? 0 : takeableSize(this.#size, limit);
    if (limit === undefined || size === 0) {
      this.#hold(market, 'size_too_small', desk);
      return;
    }
    this.#lastSkip[market] = undefined;
    const reason = this.#reason(this.#why.open, limit);
    desk.submit(takerOrder(token, 'buy', limit, size as Shares), reason);
  }

  #close(market: MarketIndex, token: TokenIndex, code: string, view: View, desk: Desk): void {
    const size = tradableSize(view.sellable(token));
    const limit = takeLimit(view, token, 'sell', this.#ticks);
    if (size === 0 || limit === undefined) {
      this.#hold(market, 'not_settled', desk);
      return;
    }
    this.#lastSkip[market] = undefined;
    desk.submit(takerOrder(token, 'sell', limit, size), this.#reason(code, limit));
  }

  /** The token held; what is too small to be sold is not held. */
  #held(market: MarketIndex, view: View): TokenIndex | undefined {
    const first = (market * 2) as TokenIndex;
    if (tradableSize(view.position(first)) > 0) return first;
    const second = complementOf(first);
    return tradableSize(view.position(second)) > 0 ? second : undefined;
  }

  #look(market: MarketIndex, mid: Price, epoch: number): void {
    if (this.#epoch[market] !== epoch) this.#seen[market] = 0;
    this.#epoch[market] = epoch;
    this.#mid = mid;
    this.#velocity = this.#velocityTo(mid, market, epoch);
    const seen = this.#seen[market] as number;
    this.#mids[market * KEPT + (seen % KEPT)] = mid;
    this.#seen[market] = seen + 1;
  }

  /** The change to a midpoint after those kept; NaN when too few came without a break. */
  #velocityTo(mid: Price, market: MarketIndex, epoch: number): number {
    const seen = this.#seen[market] as number;
    if (seen < LOOKBACK || this.#epoch[market] !== epoch) return Number.NaN;
    const before = this.#mids[market * KEPT + ((seen + KEPT - LOOKBACK) % KEPT)] as number;
    return mid - before;
  }

  #isPast(market: MarketIndex, point: number, view: View): boolean {
    const known = view.markets[market];
    return known !== undefined && view.now >= pointOfLife(known, point);
  }

  #hold(market: MarketIndex, code: string, desk: Desk): void {
    if (this.#lastSkip[market] === code) return;
    this.#lastSkip[market] = code;
    const seen = this.#seen[market] as number;
    const mid = seen === 0 ? undefined : this.#mids[market * KEPT + ((seen - 1) % KEPT)];
    desk.skip(market, { code, numbers: mid === undefined ? {} : { mid } });
  }

  #reason(code: string, limit: Price): Reason {
    const numbers = { mid: this.#mid, limit };
    const velocity = this.#velocity;
    return { code, numbers: Number.isNaN(velocity) ? numbers : { ...numbers, velocity } };
  }
}
