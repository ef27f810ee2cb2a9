import type { FeeSchedule } from '../domain/fee.ts';
import type { Market } from '../domain/market.ts';
import type { Shares } from '../domain/units.ts';
import type { Universe } from '../ports/market-data.ts';

/** What stands in for what markets say of themselves; undefined: what they say holds. */
export type MarketRules = {
  readonly fee: FeeSchedule | undefined;
  readonly takerDelayMs: number | undefined;
  readonly minimumSize: Shares | undefined;
};

/** The markets of a source under the rules of a run; grows with the source. */
export class RuledUniverse implements Universe {
  readonly #source: Universe;
  readonly #rules: MarketRules;
  readonly #ruled: Market[] = [];

  constructor(source: Universe, rules: MarketRules) {
    this.#source = source;
    this.#rules = rules;
  }

  get markets(): readonly Market[] {
    const { markets } = this.#source;
    for (const market of markets.slice(this.#ruled.length)) this.#ruled.push(this.#rule(market));
    return this.#ruled;
  }

  get hasTrades(): readonly boolean[] {
    return this.#source.hasTrades;
  }

  get knownAhead(): number {
    return this.#source.knownAhead;
  }

  #rule(market: Market): Market {
    const { fee, takerDelayMs, minimumSize } = this.#rules;
    return {
      ...market,
      fee: fee === undefined ? market.fee : { value: fee, source: 'override' },
      takerDelayMs: takerDelayMs ?? market.takerDelayMs,
      minimumSize: minimumSize ?? market.minimumSize,
    };
  }
}
