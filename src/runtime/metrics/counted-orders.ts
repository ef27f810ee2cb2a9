import type { StrategyIndex } from '../../domain/ids.ts';
import { Buckets } from '../../server/metrics/buckets.ts';

/** What became of the orders of one strategy. Dollars at 1e-6. */
export type StrategyCounts = {
  submitted: number;
  accepted: number;
  skipped: number;
  readonly fills: { maker: number; taker: number };
  amount: number;
  fees: number;
  rebates: number;
  /** Fills that the chain took back. */
  failed: number;
};

/** How often each code was told. A strategy or a venue that makes some up fills no memory. */
export class CodeCounts {
  readonly #counts = new Map<string, number>();

  add(code: string): void {
    const isKnown = this.#counts.has(code) || this.#counts.size < CODES_MOST;
    const name = isKnown ? code : OTHER;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get all(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

const CODES_MOST = 200;
const OTHER = 'other';

/** What became of all orders that went to one kind of exchange. */
export class CountedOrders {
  readonly #strategies = new Map<StrategyIndex, StrategyCounts>();
  readonly denied = new CodeCounts();
  readonly rejected = new CodeCounts();
  readonly canceled = new CodeCounts();
  readonly cancelsRejected = new CodeCounts();
  /** Markets that were paused. */
  readonly breaks = new CodeCounts();
  readonly ack = new Buckets();
  cancels = 0;
  expired = 0;
  kills = 0;
  recoveries = 0;
  /** Of liquidity, as sampled; undefined: none was. */
  rewards: number | undefined;

  of(strategy: StrategyIndex): StrategyCounts {
    let counts = this.#strategies.get(strategy);
    if (counts === undefined) {
      const nothing = { submitted: 0, accepted: 0, skipped: 0, amount: 0, fees: 0, rebates: 0 };
      counts = { ...nothing, failed: 0, fills: { maker: 0, taker: 0 } };
      this.#strategies.set(strategy, counts);
    }
    return counts;
  }

  get strategies(): ReadonlyMap<StrategyIndex, StrategyCounts> {
    return this.#strategies;
  }
}
