import { type ClientOrderId, type MarketIndex, marketOf } from '../../domain/ids.ts';
import { InvariantError } from '../../domain/invariant.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Resolution } from '../../domain/market.ts';
import { type Trade, turnoverOf } from '../../report/folds/trade.ts';
import { foldTrades } from '../../report/folds/trades.ts';
import type { Row } from '../../store/desk/desk-store.ts';
import type { ChangedRows } from './changed-rows.ts';
import type { RunNames } from './run-names.ts';

/**
 * Profit and loss by round, by the report's own fold: what concerns a market is folded again
 * whenever more of it is heard, for a fill may still be taken back by the chain.
 */
export class TradeRows {
  /** By market: why its trades are not told. */
  readonly contradictions = new Map<string, string>();
  readonly #names: RunNames;
  readonly #changed: ChangedRows;
  readonly #entries = new Map<MarketIndex, JournalEntry[]>();
  readonly #resolutions: (Resolution | undefined)[] = [];
  readonly #submitted = new Map<ClientOrderId, JournalEntry>();
  readonly #markets = new Map<ClientOrderId, MarketIndex>();
  readonly #due = new Set<MarketIndex>();

  constructor(names: RunNames, changed: ChangedRows) {
    this.#names = names;
    this.#changed = changed;
  }

  take(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'Submitted':
        this.#submitted.set(entry.command.id, entry);
        break;
      case 'PositionOpened':
        this.#add(marketOf(entry.token), entry);
        break;
      case 'MarketResolved': {
        const { market, payout, at } = entry;
        // Who said so is told beside the entries, and no matter of the fold.
        this.#resolutions[market] ??= { payout, at, source: 'venue' };
        if (this.#entries.has(market)) this.#add(market, entry);
        break;
      }
      case 'Answered':
        this.#answered(entry);
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
        this.#changed.replaceTrades(name, this.#rowsOf(this.#entries.get(market) ?? []));
      } catch (error) {
        if (!(error instanceof InvariantError)) throw error;
        this.#changed.replaceTrades(name, []);
        this.contradictions.set(name, error.message);
      }
    }
    this.#due.clear();
  }

  #answered(entry: Extract<JournalEntry, { readonly kind: 'Answered' }>): void {
    const { event } = entry;
    if (event.kind === 'OrderFilled') {
      const market = marketOf(event.fill.token);
      const submitted = this.#submitted.get(event.order);
      if (submitted !== undefined && !this.#markets.has(event.order)) this.#add(market, submitted);
      this.#markets.set(event.order, market);
      this.#add(market, entry);
    } else if (event.kind === 'FillSettled' && event.settlement === 'failed') {
      const market = this.#markets.get(event.order);
      if (market !== undefined) this.#add(market, entry);
    }
  }

  #add(market: MarketIndex, entry: JournalEntry): void {
    const entries = this.#entries.get(market);
    if (entries === undefined) this.#entries.set(market, [entry]);
    else entries.push(entry);
    this.#due.add(market);
  }

  #rowsOf(journal: readonly JournalEntry[]): Row[] {
    const { strategies } = this.#names;
    const trades = foldTrades({ journal, strategies, resolutions: this.#resolutions });
    return trades.map((trade) => this.#rowOf(trade));
  }

  #rowOf(trade: Trade): Row {
    const { run, provenance } = this.#names;
    const isOfVenue = trade.turnover.venue === turnoverOf(trade);
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
