import type { OrderEvent } from '../domain/event.ts';
import { complementOf, type MarketIndex, marketOf, type TokenIndex } from '../domain/ids.ts';
import type { Market } from '../domain/market.ts';
import type { OrderTerms, Reason } from '../domain/order.ts';
import { takeableSize, tradableSize } from '../domain/size-rules.ts';
import { MICROS_PER_SECOND, NEVER, NO_SHARES, type Price, type Shares } from '../domain/units.ts';
import { withRoom } from '../domain/with-room.ts';
import type { Desk } from '../ports/desk.ts';
import type { Opinion, SignalVote } from '../ports/opinion.ts';
import type { Strategy } from '../ports/strategy.ts';
import type { View } from '../ports/view.ts';
import type { Stretch } from './market-life.ts';
import { takeLimit, takerOrder } from './taker-order.ts';

/** Says which outcome is bought, and by which numbers. */
export type SidePicker = {
  /** Of the reason that an order has. */
  readonly code: string;
  /**
   * The token to buy on a book that is trusted and has both sides, or the code of why none.
   * `mid`: of the first outcome.
   */
  pick(market: MarketIndex, mid: Price, view: View): TokenIndex | string;
  /** What it compared last, for reasons. */
  numbers(market: MarketIndex): Readonly<Record<string, number>>;
  /** What `pick` would say, and what it compares for that. Nothing is noted. */
  look(market: MarketIndex, mid: Price, view: View): Look;
};

/** A token, or the code of why none; undefined numbers: nothing was compared. */
export type Look = {
  readonly picked: TokenIndex | string;
  readonly numbers: Readonly<Record<string, number>> | undefined;
  /** Where signals vote: each of them, see {@link Opinion}. */
  readonly signals?: readonly SignalVote[] | undefined;
};

export type BuyingRule = {
  /** When to buy. A stretch that starts NEVER says that the market's life is not known. */
  readonly window: (market: Market) => Stretch;
  /** Until when an unfilled bid may rest; not before the window's end. */
  readonly restUntil: (market: Market) => Stretch['to'];
  readonly picker: SidePicker;
  readonly maxPrice: Price;
  /** How far above the ask a taker's limit may be. */
  readonly slippageTicks: number;
  readonly mode: 'take' | 'rest';
  readonly size: Shares;
  /** Orders per market, the first included. */
  readonly attempts: number;
  /** With no side to buy on the first good book: wait for one, or let the market go. */
  readonly undecided: 'wait' | 'skip';
};

/**
 * Buys one outcome of a market once, inside a window of its life, and holds it to settlement; which
 * one, a picker says. One decision per market: an order, repeated while it finds nothing, or a skip
 * with what stood in the way when the window ended.
 */
export class WindowBuyer implements Strategy {
  readonly #rule: BuyingRule;
  #from = new Float64Array();
  #to = new Float64Array();
  /** 1 once the market is decided. */
  #done = new Uint8Array();
  #attempts = new Uint8Array();
  /** Id of the latest order; 0 before. */
  #order = new Float64Array();
  /** What stood in the way on the last book seen, by market. */
  readonly #obstacles: string[] = [];
  /** First outcome's midpoint on the last good book; NaN before. */
  #mid = new Float64Array();

  constructor(rule: BuyingRule) {
    this.#rule = rule;
  }

  onMarketListed(market: MarketIndex, view: View, desk: Desk): void {
    const count = market + 1;
    this.#from = withRoom(this.#from, count);
    this.#to = withRoom(this.#to, count);
    this.#done = withRoom(this.#done, count);
    this.#attempts = withRoom(this.#attempts, count);
    this.#order = withRoom(this.#order, count);
    this.#obstacles[market] = 'no_book_in_window';
    this.#mid = withRoom(this.#mid, count, Number.NaN);
    this.#plan(view.markets[market] as Market, market, desk);
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    if (this.#done[market] !== 0) return;
    const now = view.now;
    if (now < (this.#from[market] as number) || now >= (this.#to[market] as number)) return;
    if (!view.isOpen(market)) return;
    if (!view.isTrusted(market)) {
      this.#blocked(market, 'book_untrusted');
      return;
    }
    const mid = view.mid((market * 2) as TokenIndex);
    if (mid === undefined) {
      this.#blocked(market, 'one_sided_book');
      return;
    }
    this.#mid[market] = mid;
    const picked = this.#rule.picker.pick(market, mid, view);
    if (typeof picked === 'string') {
      this.#blocked(market, picked);
      if (this.#rule.undecided === 'skip') this.#giveUp(market, desk);
      return;
    }
    this.#buy(market, picked, view, desk);
  }

  onTimer(market: MarketIndex, view: View, desk: Desk): void {
    if (view.now >= (this.#to[market] as number)) this.#giveUp(market, desk);
    if (this.#rule.mode === 'take' || view.now < this.#restUntil(market, view)) return;
    for (const order of view.openOrders(market)) {
      desk.cancel(order.id, { code: 'rest_too_old', numbers: { filled: order.filled } });
    }
  }

  onOrder(event: OrderEvent): void {
    if (event.kind !== 'OrderDenied') return;
    // Our own gate says no: it would say so again.
    const market = this.#order.indexOf(event.order);
    if (market >= 0) this.#done[market] = 1;
  }

  /** What the picker says now, in the window and outside of it: of what is not held already. */
  opinion(market: MarketIndex, view: View): Opinion | undefined {
    const from = this.#from[market];
    const to = this.#to[market];
    if (from === undefined || to === undefined) return undefined;
    if (!view.isOpen(market)) return noOpinion('market_closed', {});
    if (from === NEVER) return noOpinion('life_unknown', {});
    if (from >= to) return noOpinion('window_empty', {});
    const { picker, maxPrice } = this.#rule;
    const when = placeInWindow(view.now, from, to);
    if (!view.isTrusted(market)) return noOpinion('book_untrusted', when);
    const mid = view.mid((market * 2) as TokenIndex);
    if (mid === undefined) return noOpinion('one_sided_book', when);
    const { picked, numbers, signals } = picker.look(market, mid, view);
    if (typeof picked === 'string') {
      return { ...noOpinion(picked, { mid, ...numbers, ...when }), signals };
    }
    const compared = { ...quoteOf(picked, view), ...numbers, maxPrice, ...when };
    return { ...this.#wish(market, picked, compared, view), signals };
  }

  /** Whether it would buy what was picked. */
  #wish(
    market: MarketIndex,
    picked: TokenIndex,
    compared: Readonly<Record<string, number>>,
    view: View,
  ): Opinion {
    if (view.openOrders(market).length > 0) return noOpinion('order_open', compared);
    if (view.position(complementOf(picked)) > 0) return noOpinion('side_changed', compared);
    const remaining = this.#remaining(picked, view);
    if (remaining <= 0)
      return noOpinion('held_already', { ...compared, held: view.position(picked) });
    const terms = this.#terms(picked, remaining, view);
    if (terms === undefined) return noOpinion('price_above_cap', compared);
    if (terms.size === 0) return noOpinion('size_too_small', compared);
    return { code: this.#rule.picker.code, token: picked, numbers: compared };
  }

  #plan(market: Market, index: MarketIndex, desk: Desk): void {
    const { from, to } = this.#rule.window(market);
    this.#from[index] = from;
    this.#to[index] = to;
    if (from === NEVER || from >= to) {
      this.#done[index] = 1;
      const code = from === NEVER ? 'life_unknown' : 'window_empty';
      desk.skip(index, { code, numbers: {} });
      return;
    }
    desk.wakeAt(to, index);
    const rest = this.#rule.restUntil(market);
    if (this.#rule.mode === 'rest' && rest > to) desk.wakeAt(rest, index);
  }

  #buy(market: MarketIndex, token: TokenIndex, view: View, desk: Desk): void {
    const attempts = this.#attempts[market] as number;
    if (attempts > 0 && view.openOrders(market).length > 0) return;
    if (view.position(complementOf(token)) > 0) {
      this.#blocked(market, 'side_changed');
      return;
    }
    const remaining = this.#remaining(token, view);
    if (remaining <= 0 || attempts >= this.#rule.attempts) {
      this.#done[market] = 1;
      return;
    }
    const terms = this.#terms(token, remaining, view);
    if (terms === undefined) {
      this.#blocked(market, 'price_above_cap');
      return;
    }
    if (terms.size === 0) {
      this.#blocked(market, 'size_too_small');
      return;
    }
    this.#attempts[market] = attempts + 1;
    this.#order[market] = desk.submit(terms, this.#reason(terms, attempts + 1, view));
  }

  #remaining(token: TokenIndex, view: View): Shares {
    return (this.#rule.size - view.position(token)) as Shares;
  }

  /** Undefined when the price is beyond the cap. A size of 0 means that none is tradable. */
  #terms(token: TokenIndex, wanted: Shares, view: View): OrderTerms | undefined {
    const { maxPrice, mode, slippageTicks } = this.#rule;
    if (mode === 'take') {
      const limit = takeLimit(view, token, 'buy', slippageTicks, maxPrice);
      if (limit === undefined) return undefined;
      return takerOrder(token, 'buy', limit, takeableSize(wanted, limit));
    }
    const price = view.bestBid(token);
    if (price === undefined || price > maxPrice) return undefined;
    // Where the minimum is not known the gate denies, and says why.
    const least = view.markets[marketOf(token)]?.minimumSize ?? NO_SHARES;
    const size = tradableSize(wanted);
    return {
      token,
      side: 'buy',
      price,
      size: (size < least ? 0 : size) as Shares,
      timeInForce: 'GTC',
      postOnly: true,
      expiresAt: undefined,
    };
  }

  #reason(terms: OrderTerms, attempt: number, view: View): Reason {
    const { token } = terms;
    const { picker, maxPrice } = this.#rule;
    return {
      code: picker.code,
      numbers: {
        ...quoteOf(token, view),
        ...picker.numbers(marketOf(token)),
        maxPrice,
        attempt,
        secondsIntoWindow: (view.now - (this.#from[marketOf(token)] as number)) / MICROS_PER_SECOND,
      },
    };
  }

  #blocked(market: MarketIndex, code: string): void {
    this.#obstacles[market] = code;
  }

  /** The window is over. What was tried is on record; if nothing was, this says why. */
  #giveUp(market: MarketIndex, desk: Desk): void {
    if (this.#done[market] !== 0) return;
    this.#done[market] = 1;
    if ((this.#attempts[market] as number) > 0) return;
    const mid = this.#mid[market] as number;
    desk.skip(market, {
      code: this.#obstacles[market] as string,
      numbers: {
        ...(Number.isNaN(mid) ? {} : { mid }),
        ...this.#rule.picker.numbers(market),
        maxPrice: this.#rule.maxPrice,
      },
    });
  }

  #restUntil(market: MarketIndex, view: View): number {
    const known = view.markets[market];
    return known === undefined
      ? NEVER
      : Math.max(this.#rule.restUntil(known), this.#to[market] ?? 0);
  }
}

/** Of a book on which a midpoint was seen, so all three are known. */
function quoteOf(token: TokenIndex, view: View) {
  return {
    mid: view.mid(token) as Price,
    bid: view.bestBid(token) as Price,
    ask: view.bestAsk(token) as Price,
  };
}

function noOpinion(code: string, numbers: Opinion['numbers']): Opinion {
  return { code, token: undefined, numbers };
}

function placeInWindow(now: number, from: number, to: number): Opinion['numbers'] {
  if (now < from) return { secondsUntilWindow: (from - now) / MICROS_PER_SECOND };
  if (now < to) return { secondsIntoWindow: (now - from) / MICROS_PER_SECOND };
  return { secondsAfterWindow: (now - to) / MICROS_PER_SECOND };
}
