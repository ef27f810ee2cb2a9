import type { ChangeSets } from '../../domain/command.ts';
import type { OrderEvent, SetsNews } from '../../domain/event.ts';
import { type MarketIndex, marketOf } from '../../domain/ids.ts';
import { MICROS_PER_SECOND, type Price, type Shares } from '../../domain/units.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { Strategy } from '../../ports/strategy.ts';
import type { View } from '../../ports/view.ts';
import { crossingOf, laddersOf } from './ladders.ts';
import { findOpportunity, type Opportunity, type Way } from './opportunity.ts';
import { type RoundRule, SetRound } from './set-round.ts';

export type ArbitrageRule = RoundRule & {
  readonly ways: readonly Way[];
  /** What each set must bring after fees, and all of them after gas. */
  readonly edge: Price;
  readonly most: Shares;
  /** µs after a round in which none is begun in its market. */
  readonly rest: number;
};

/** What is known of a market. */
type Watched = {
  /** Complete messages that were looked at, and spells in which the book crossed a dollar. */
  books: number;
  crossings: number;
  /** Since when it crosses. */
  since: number | undefined;
  round: SetRound | undefined;
  restUntil: number;
};

/**
 * Buys both outcomes for less than a dollar and merges them, or splits a dollar and sells both for
 * more. Counts how often a market crosses a dollar, whether or not anything can be done about it.
 */
export class Arbitrageur implements Strategy {
  readonly #rule: ArbitrageRule;
  readonly #watched = new Map<MarketIndex, Watched>();

  constructor(rule: ArbitrageRule) {
    this.#rule = rule;
  }

  onBook(market: MarketIndex, view: View, desk: Desk): void {
    if (!view.isOpen(market)) return;
    const watched = this.#of(market);
    watched.books++;
    watched.round?.step(view, desk);
    this.#endRound(watched, view);
    const way = this.#rule.ways.find((one) => crossingOf(one, market, view) !== undefined);
    if (way === undefined) {
      this.#over(market, watched, view, desk);
      return;
    }
    const begins = watched.since === undefined;
    if (begins) {
      watched.since = view.now;
      watched.crossings++;
    }
    const code = this.#act(market, watched, view, desk);
    // Told once a spell: a crossed book can send hundreds of messages.
    if (code === undefined || !begins) return;
    const { first, second } = crossingOf(way, market, view) ?? {};
    desk.skip(market, { code, numbers: { first: first ?? 0, second: second ?? 0 } });
  }

  onOrder(event: OrderEvent, view: View, desk: Desk): void {
    const order = view.order(event.order);
    if (order === undefined) {
      // Denied, or forgotten: whose it was only its round knows.
      for (const watched of this.#watched.values()) {
        watched.round?.denied(event.order);
        this.#step(watched, view, desk);
      }
      return;
    }
    const watched = this.#watched.get(marketOf(order.token));
    if (watched !== undefined) this.#step(watched, view, desk);
  }

  onSets(change: ChangeSets, event: SetsNews, view: View, desk: Desk): void {
    const watched = this.#watched.get(change.market);
    if (watched?.round === undefined) return;
    const isSplit = event.kind === 'SetsChanged' && change.direction === 'split';
    const found = isSplit ? this.#find('split_sell', change.market, view) : undefined;
    watched.round.onSets(event, found, view, desk);
    this.#endRound(watched, view);
  }

  onMarketClosed(market: MarketIndex, view: View, desk: Desk): void {
    const watched = this.#of(market);
    this.#over(market, watched, view, desk);
    const { books, crossings } = watched;
    const code = crossings === 0 ? 'never_crossed' : 'crossed';
    desk.skip(market, { code, numbers: { books, crossings } });
    if (watched.round === undefined) this.#watched.delete(market);
  }

  onMarketResolved(market: MarketIndex): void {
    this.#watched.delete(market);
  }

  /** It wants both sides, so it would buy neither outcome before the other. */
  opinion(market: MarketIndex, view: View): Opinion {
    const none = (code: string, numbers = {}) => ({ code, token: undefined, numbers });
    if (!view.isOpen(market)) return none('market_closed');
    for (const way of this.#rule.ways) {
      const crossing = crossingOf(way, market, view);
      if (crossing === undefined) continue;
      if (!view.isTrusted(market)) return none('book_untrusted', crossing);
      const found = this.#find(way, market, view);
      return found === undefined
        ? none('costs_more', crossing)
        : none(way, { ...crossing, shares: found.shares, net: found.net });
    }
    return none('never_crossed');
  }

  /** Begins a round, or says why not. */
  #act(market: MarketIndex, watched: Watched, view: View, desk: Desk): string | undefined {
    if (watched.round !== undefined) return 'round_open';
    if (view.now < watched.restUntil) return 'resting';
    if (!view.isTrusted(market)) return 'book_untrusted';
    if (view.markets[market]?.fee === undefined) return 'fee_unknown';
    let best: { readonly way: Way; readonly found: Opportunity } | undefined;
    for (const way of this.#rule.ways) {
      const found = this.#find(way, market, view);
      if (found !== undefined && found.net > (best?.found.net ?? 0)) best = { way, found };
    }
    if (best === undefined) return 'costs_more';
    watched.round = SetRound.begin(best.way, market, best.found, this.#rule, desk);
    return watched.round === undefined ? 'no_size_fits' : undefined;
  }

  #find(way: Way, market: MarketIndex, view: View): Opportunity | undefined {
    const fee = view.markets[market]?.fee?.value;
    if (fee === undefined || crossingOf(way, market, view) === undefined) return undefined;
    const { edge, least, most } = this.#rule;
    const terms = { fee, gas: view.setGas, edge, least, most };
    return findOpportunity(way, laddersOf(way, market, view), terms);
  }

  #step(watched: Watched, view: View, desk: Desk): void {
    watched.round?.step(view, desk);
    this.#endRound(watched, view);
  }

  #endRound(watched: Watched, view: View): void {
    if (watched.round?.phase !== 'over') return;
    watched.round = undefined;
    watched.restUntil = view.now + this.#rule.rest;
  }

  /** The market crosses no more. */
  #over(market: MarketIndex, watched: Watched, view: View, desk: Desk): void {
    if (watched.since === undefined) return;
    const seconds = (view.now - watched.since) / MICROS_PER_SECOND;
    watched.since = undefined;
    desk.skip(market, { code: 'crossing_over', numbers: { seconds } });
  }

  #of(market: MarketIndex): Watched {
    const known = this.#watched.get(market);
    if (known !== undefined) return known;
    const watched = { books: 0, crossings: 0, since: undefined, round: undefined, restUntil: 0 };
    this.#watched.set(market, watched);
    return watched;
  }
}
