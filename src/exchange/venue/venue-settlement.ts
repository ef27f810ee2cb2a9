import type { Fill } from '../../domain/fill.ts';
import type { ClientOrderId } from '../../domain/ids.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { SettlementModel, SettlementStep } from '../../sim/settlement-model.ts';
import type { OrderRecord } from './order-record.ts';
import type { TradeRecord } from './trade-record.ts';

/** When the chain speaks, ms after the match. INVENTED: the venue promises no times. */
export type SettlementTimes = { readonly minedMs: number; readonly confirmedMs: number };

export const SETTLEMENT_TIMES: SettlementTimes = { minedMs: 1_000, confirmedMs: 3_000 };

/** What is to become of coming trades, other than the usual. */
export type SettlementFate = 'failed' | 'retried';

/** What it must know of the exchange. */
export type SettledTrades = {
  tradeOf(fill: number): TradeRecord | undefined;
  /** While it is open. */
  orderOf(number: ClientOrderId): OrderRecord | undefined;
};

/** Settles every trade, or lets it fail: all fills of a trade share its fate. */
export class VenueSettlement implements SettlementModel {
  readonly #times: SettlementTimes;
  readonly #trades: SettledTrades;
  readonly #ordered: SettlementFate[] = [];
  readonly #fates = new WeakMap<TradeRecord, SettlementFate | 'usual'>();

  constructor(times: SettlementTimes, trades: SettledTrades) {
    this.#times = times;
    this.#trades = trades;
  }

  /** The next trade with a client in it shall end so; several are kept in order. */
  order(fate: SettlementFate): void {
    this.#ordered.push(fate);
  }

  /** Those that still wait for their trades. */
  get ordered(): readonly SettlementFate[] {
    return this.#ordered;
  }

  /** All trades that come shall end as usual. */
  forget(): void {
    this.#ordered.length = 0;
  }

  plan(fill: Fill, met?: ClientOrderId): readonly SettlementStep[] {
    const trade = this.#trades.tradeOf(fill.id);
    const mined: SettlementStep = at(this.#times.minedMs, 'mined');
    switch (trade === undefined ? 'usual' : this.#fateOf(trade, met)) {
      case 'failed':
        return [mined, at(this.#times.confirmedMs, 'failed')];
      case 'retried':
        return [
          mined,
          at((this.#times.minedMs + this.#times.confirmedMs) / 2, 'retrying'),
          at(this.#times.confirmedMs, 'mined'),
          at(2 * this.#times.confirmedMs, 'confirmed'),
        ];
      case 'usual':
        return [mined, at(this.#times.confirmedMs, 'confirmed')];
    }
  }

  #fateOf(trade: TradeRecord, met: ClientOrderId | undefined): SettlementFate | 'usual' {
    const known = this.#fates.get(trade);
    if (known !== undefined) return known;
    const fate = (this.#hasClient(trade, met) ? this.#ordered.shift() : undefined) ?? 'usual';
    this.#fates.set(trade, fate);
    return fate;
  }

  /** Those who live here trade all the time: no fault that was ordered is spent on them. */
  #hasClient({ taker, makers }: TradeRecord, met: ClientOrderId | undefined): boolean {
    const other = met === undefined ? undefined : this.#trades.orderOf(met);
    const orders = [taker, ...makers].map(({ order }) => order);
    return [...orders, other].some((order) => order !== undefined && !order.facts.isInside);
  }
}

function at(ms: number, event: SettlementStep['event']): SettlementStep {
  return { afterMicros: Math.round(ms * MICROS_PER_MS), event };
}
