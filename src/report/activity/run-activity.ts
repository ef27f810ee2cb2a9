import type { ChangeSets } from '../../domain/command.ts';
import type { ExchangeEvent, SetsEvent } from '../../domain/event.ts';
import type { Fill } from '../../domain/fill.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  type StrategyIndex,
} from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import { legsOf } from '../../domain/set-legs.ts';
import { type Price, SCALE, type Timestamp } from '../../domain/units.ts';
import { MarketActivity } from './market-activity.ts';
import { StrategyActivity } from './strategy-activity.ts';

type Owner = { readonly strategy: StrategyIndex; readonly market: MarketIndex };

/**
 * What the strategies of a run did, and why they did nothing, folded from its journal entry by
 * entry. Of each market it keeps a few sums and of each reason the latest; of fills those that the
 * chain has not made final.
 */
export class RunActivity {
  readonly strategies: readonly StrategyActivity[];
  readonly #markets = new Map<MarketIndex, MarketActivity>();
  readonly #owners = new KnownOrders<Owner>();
  readonly #settling = new Map<number, Fill>();
  /** Splits and merges without an answer. */
  readonly #changes = new Map<ClientOrderId, ChangeSets>();

  /** Display names, by index. */
  constructor(strategies: readonly string[]) {
    this.strategies = strategies.map((name) => new StrategyActivity(name));
  }

  get markets(): ReadonlyMap<MarketIndex, MarketActivity> {
    return this.#markets;
  }

  append(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'MarketListed':
        this.#markets.set(entry.market, new MarketActivity(entry.slug, entry.at));
        return;
      case 'MarketClosed':
        this.#closed(entry.market, entry.at);
        return;
      case 'MarketResolved':
        this.#decided(entry.market, entry.payout as Price);
        return;
      case 'PositionOpened':
        this.#market(entry.token >> 1)
          .sideOf(entry.strategy)
          .open(entry.token, entry.shares, entry.cost);
        return;
      case 'StrategyHalted':
        this.#of(entry.strategy).isHalted = true;
        return;
      case 'StrategyRestarted':
        this.#of(entry.strategy).isHalted = false;
        return;
      case 'Answered':
        this.#answered(entry.event, entry.at);
        this.#owners.heard(entry.event);
        return;
      case 'SetsRequested':
      case 'SetsDenied':
        this.#setsWished(entry);
        return;
      case 'SetsAnswered':
        this.#setsAnswered(entry.event, entry.at);
        return;
      default:
        this.#wished(entry);
    }
  }

  #wished(entry: JournalEntry): void {
    if (entry.kind === 'Submitted') {
      const { id, strategy, terms } = entry.command;
      const market = marketOf(terms.token);
      this.#owners.submitted(id, terms.size, { strategy, market });
      this.#of(strategy).submitted++;
      this.#market(market).sideOf(strategy).hasDecided = true;
    } else if (entry.kind === 'Denied') {
      const { strategy, terms, reason } = entry.command;
      const market = marketOf(terms.token);
      const { at, code, message } = entry;
      this.#of(strategy).told('denied', code, { at, market, message, numbers: reason.numbers });
      this.#market(market).sideOf(strategy).hasDecided = true;
    } else if (entry.kind === 'Skipped') {
      const { at, market, strategy, reason } = entry;
      const latest = { at, market, message: undefined, numbers: reason.numbers };
      this.#of(strategy).told('skipped', reason.code, latest);
      this.#market(market).sideOf(strategy).hasDecided = true;
    } else if (entry.kind === 'Forecasted') {
      this.#of(entry.strategy).tallyOf(entry.model).said();
      this.#market(entry.market).waiting.push(entry);
    }
  }

  #setsWished(entry: JournalEntry & { readonly kind: 'SetsRequested' | 'SetsDenied' }): void {
    const { id, strategy, market, reason } = entry.command;
    this.#market(market).sideOf(strategy).hasDecided = true;
    if (entry.kind === 'SetsRequested') {
      this.#changes.set(id, entry.command);
      return;
    }
    const { at, code, message } = entry;
    this.#of(strategy).told('denied', code, { at, market, message, numbers: reason.numbers });
  }

  #setsAnswered(event: SetsEvent, at: Timestamp): void {
    const change = this.#changes.get(event.change);
    this.#changes.delete(event.change);
    if (change === undefined) return;
    const { strategy, market } = change;
    if (event.kind === 'SetsChanged') {
      const side = this.#market(market).sideOf(strategy);
      for (const leg of legsOf(change, event.gas)) side.change(leg);
      return;
    }
    const { code, message } = event;
    this.#of(strategy).told('rejected', code, { at, market, message, numbers: {} });
  }

  #answered(event: ExchangeEvent, at: Timestamp): void {
    const owner = this.#owners.get(event.order);
    if (owner === undefined) return;
    const { strategy, market } = owner;
    const side = this.#market(market).sideOf(strategy);
    if (event.kind === 'OrderFilled') {
      this.#of(strategy).fills++;
      side.fill(event.fill);
      if (event.fill.settlement !== 'confirmed') this.#settling.set(event.fill.id, event.fill);
    } else if (event.kind === 'OrderRejected') {
      const { code, message } = event;
      this.#of(strategy).told('rejected', code, { at, market, message, numbers: {} });
    } else if (event.kind === 'FillSettled') {
      const fill = this.#settling.get(event.fillId);
      if (event.settlement !== 'failed' && event.settlement !== 'confirmed') return;
      this.#settling.delete(event.fillId);
      if (event.settlement === 'failed' && fill !== undefined) side.undo(fill);
    }
  }

  #closed(index: MarketIndex, at: Timestamp): void {
    const market = this.#market(index);
    market.closedAt = at;
    for (const [strategy, { isHalted }] of this.strategies.entries()) {
      if (isHalted) market.haltedAtClose.add(strategy as StrategyIndex);
    }
  }

  #decided(index: MarketIndex, payout: Price): void {
    const market = this.#market(index);
    market.payout = payout;
    const isWon = payout === SCALE;
    // Where both sides get one half, neither came true.
    if (isWon || payout === 0) {
      for (const said of market.waiting) {
        this.#of(said.strategy).tallyOf(said.model).decided(said, isWon);
      }
    }
    market.waiting.length = 0;
  }

  #of(strategy: StrategyIndex): StrategyActivity {
    return this.strategies[strategy] as StrategyActivity;
  }

  /** A run whose markets are all known ahead lists none. */
  #market(index: number): MarketActivity {
    const known = this.#markets.get(index as MarketIndex);
    if (known !== undefined) return known;
    const market = new MarketActivity(`market ${index}`, 0 as Timestamp);
    this.#markets.set(index as MarketIndex, market);
    return market;
  }
}
