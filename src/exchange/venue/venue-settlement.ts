import type { Fill } from '../../domain/fill.ts';
import { MICROS_PER_MS } from '../../domain/units.ts';
import type { SettlementModel, SettlementStep } from '../../sim/settlement-model.ts';
import type { TradeRecord } from './trade-record.ts';

/** When the chain speaks, ms after the match. INVENTED: the venue promises no times. */
export type SettlementTimes = { readonly minedMs: number; readonly confirmedMs: number };

export const SETTLEMENT_TIMES: SettlementTimes = { minedMs: 1_000, confirmedMs: 3_000 };

/** What is to become of coming trades, other than the usual. */
export type SettlementFate = 'failed' | 'retried';

/** Settles every trade, or lets it fail: all fills of a trade share its fate. */
export class VenueSettlement implements SettlementModel {
  readonly #times: SettlementTimes;
  readonly #tradeOf: (fill: number) => TradeRecord | undefined;
  readonly #ordered: SettlementFate[] = [];
  readonly #fates = new WeakMap<TradeRecord, SettlementFate | 'usual'>();

  constructor(times: SettlementTimes, tradeOf: (fill: number) => TradeRecord | undefined) {
    this.#times = times;
    this.#tradeOf = tradeOf;
  }

  /** The next trade that is made shall end so; several are kept in order. */
  order(fate: SettlementFate): void {
    this.#ordered.push(fate);
  }

  plan(fill: Fill): readonly SettlementStep[] {
    const trade = this.#tradeOf(fill.id);
    const mined: SettlementStep = at(this.#times.minedMs, 'mined');
    switch (trade === undefined ? 'usual' : this.#fateOf(trade)) {
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

  #fateOf(trade: TradeRecord): SettlementFate | 'usual' {
    const known = this.#fates.get(trade);
    if (known !== undefined) return known;
    const fate = this.#ordered.shift() ?? 'usual';
    this.#fates.set(trade, fate);
    return fate;
  }
}

function at(ms: number, event: SettlementStep['event']): SettlementStep {
  return { afterMicros: Math.round(ms * MICROS_PER_MS), event };
}
