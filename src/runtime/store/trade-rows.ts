import { type MarketIndex, marketOf } from '../../domain/ids.ts';
import { InvariantError } from '../../domain/invariant.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import type { Resolution } from '../../domain/market.ts';
import { isFinal } from '../../domain/settlement.ts';
import { type Trade, turnoverOf } from '../../report/folds/trade.ts';
import { foldTrades } from '../../report/folds/trades.ts';
import type { Row } from '../../store/desk/desk-store.ts';
import type { ChangedRows } from './changed-rows.ts';
import type { RunNames } from './run-names.ts';

/** What is kept of a market while its trades may still change. */
type Kept = {
  /** What its trades are folded of. */
  readonly entries: JournalEntry[];
  /** Orders in it of which there may be news. */
  orders: number;
  isResolved: boolean;
};
type Submitted = Extract<JournalEntry, { readonly kind: 'Submitted' }>;
type Requested = Extract<JournalEntry, { readonly kind: 'SetsRequested' }>;
type Order = { readonly entry: Submitted; readonly market: MarketIndex; isFilled: boolean };

/**
 * Profit and loss by round, by the report's own fold: what concerns a market is folded again
 * whenever more of it is heard, for a fill may still be taken back by the chain. Once it is paid
 * out and there can be no news of its orders, nothing is kept of it.
 */
export class TradeRows {
  /** By market: why its trades are not told. */
  readonly contradictions = new Map<string, string>();
  readonly #names: RunNames;
  readonly #changed: ChangedRows;
  readonly #markets = new Map<MarketIndex, Kept>();
  readonly #over = new Set<MarketIndex>();
  readonly #resolutions: (Resolution | undefined)[] = [];
  readonly #orders = new KnownOrders<Order>(({ market }) => this.#forgotten(market));
  /** Markets of fills that the chain has said no final word of. */
  readonly #unsettled = new Map<number, MarketIndex>();
  readonly #due = new Set<MarketIndex>();
  /** Splits and merges without an answer. */
  readonly #changes = new Map<number, Requested>();

  constructor(names: RunNames, changed: ChangedRows) {
    this.#names = names;
    this.#changed = changed;
  }

  take(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'Submitted': {
        const { id, terms } = entry.command;
        const market = marketOf(terms.token);
        this.#orders.submitted(id, terms.size, { entry, market, isFilled: false });
        const kept = this.#keptOf(market);
        if (kept !== undefined) kept.orders++;
        break;
      }
      case 'SetsRequested':
        this.#changes.set(entry.command.id, entry);
        break;
      case 'SetsAnswered':
        this.#setsAnswered(entry);
        break;
      case 'PositionOpened':
        this.#add(marketOf(entry.token), entry);
        break;
      case 'MarketResolved':
        this.#resolved(entry);
        break;
      case 'Answered':
        this.#answered(entry);
        this.#orders.heard(entry.event);
        break;
      default:
        break;
    }
  }

  /** Folds what has changed. */
  fold(): void {
    for (const market of this.#due) {
      const name = this.#names.market(market);
      this.contradictions.delete(name);
      try {
        const entries = this.#markets.get(market)?.entries ?? [];
        this.#changed.replaceTrades(name, this.#rowsOf(entries));
      } catch (error) {
        if (!(error instanceof InvariantError)) throw error;
        this.#changed.replaceTrades(name, []);
        this.contradictions.set(name, error.message);
      }
      this.#due.delete(market);
      this.#forgetIfOver(market);
    }
  }

  #resolved(entry: Extract<JournalEntry, { readonly kind: 'MarketResolved' }>): void {
    const { market, payout, at } = entry;
    // Who said so is told beside the entries, and no matter of the fold.
    this.#resolutions[market] ??= { payout, at, source: 'venue' };
    const kept = this.#markets.get(market);
    if (kept === undefined) return;
    kept.isResolved = true;
    if (kept.entries.length > 0) this.#due.add(market);
    kept.entries.push(entry);
    this.#forgetIfOver(market);
  }

  #answered(entry: Extract<JournalEntry, { readonly kind: 'Answered' }>): void {
    const { event } = entry;
    if (event.kind === 'OrderFilled') {
      const market = marketOf(event.fill.token);
      const order = this.#orders.get(event.order);
      if (order?.isFilled === false) {
        order.isFilled = true;
        this.#add(market, order.entry);
      }
      this.#unsettled.set(event.fill.id, market);
      this.#add(market, entry);
    } else if (event.kind === 'FillSettled' && isFinal(event.settlement)) {
      const market = this.#unsettled.get(event.fillId);
      this.#unsettled.delete(event.fillId);
      if (market !== undefined && event.settlement === 'failed') this.#add(market, entry);
    }
  }

  #setsAnswered(entry: Extract<JournalEntry, { readonly kind: 'SetsAnswered' }>): void {
    const requested = this.#changes.get(entry.event.change);
    this.#changes.delete(entry.event.change);
    if (requested === undefined || entry.event.kind !== 'SetsChanged') return;
    this.#add(requested.command.market, requested);
    this.#add(requested.command.market, entry);
  }

  #add(market: MarketIndex, entry: JournalEntry): void {
    const kept = this.#keptOf(market);
    if (kept === undefined) {
      this.contradictions.set(this.#names.market(market), 'there is news of it after its end');
      return;
    }
    kept.entries.push(entry);
    this.#due.add(market);
  }

  /** Undefined: it is over. */
  #keptOf(market: MarketIndex): Kept | undefined {
    const had = this.#markets.get(market);
    if (had !== undefined || this.#over.has(market)) return had;
    const kept = { entries: [], orders: 0, isResolved: false };
    this.#markets.set(market, kept);
    return kept;
  }

  #forgotten(market: MarketIndex): void {
    const kept = this.#markets.get(market);
    if (kept === undefined) return;
    kept.orders--;
    this.#forgetIfOver(market);
  }

  #forgetIfOver(market: MarketIndex): void {
    const kept = this.#markets.get(market);
    if (kept?.isResolved !== true || kept.orders > 0 || this.#due.has(market)) return;
    this.#markets.delete(market);
    this.#over.add(market);
  }

  #rowsOf(journal: readonly JournalEntry[]): Row[] {
    const { strategies } = this.#names;
    const trades = foldTrades({ journal, strategies, resolutions: this.#resolutions });
    return trades.map((trade) => this.#rowOf(trade));
  }

  #rowOf(trade: Trade): Row {
    const { run, provenance } = this.#names;
    // No desk changes sets on the chain yet: only the simulation does.
    const hasSets = trade.splitSize > 0 || trade.mergedSize > 0;
    const isOfVenue = !hasSets && trade.turnover.venue === turnoverOf(trade);
    return {
      run,
      provenance: isOfVenue ? provenance : 'simulated',
      number: trade.id,
      strategy: this.#names.strategy(trade.strategy),
      ...this.#names.token(trade.token),
      state: trade.state,
      opened: trade.openedAt,
      closed: trade.closedAt ?? null,
      exit: trade.exit,
      fills: trade.fills,
      size: trade.size,
      entry_price: trade.entryPrice,
      exit_price: trade.exitPrice ?? null,
      payout: trade.payout ?? null,
      cost: trade.cost,
      entry_fee: trade.entryFee,
      gross: trade.gross,
      fees: trade.fees,
      net: trade.net,
      rebate: trade.rebate,
      held_size: trade.heldSize,
      held_cost: trade.heldCost,
    };
  }
}
