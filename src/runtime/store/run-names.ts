import { type MarketIndex, marketOf, outcomeOf, type TokenIndex } from '../../domain/ids.ts';
import type { Provenance } from '../../domain/provenance.ts';

type Labels = readonly [string | undefined, string | undefined];

/** How the numbers in a run's entries are called; every row says it in words. */
export class RunNames {
  readonly run: string;
  /** Of what the run heard: market data, and of a live run the answers to its orders. */
  readonly provenance: Provenance;
  readonly strategies: readonly string[];
  readonly #slugs = new Map<number, string>();
  readonly #labels = new Map<number, Labels>();

  constructor(run: string, provenance: Provenance, strategies: readonly string[]) {
    this.run = run;
    this.provenance = provenance;
    this.strategies = strategies;
  }

  nameMarket(market: number, slug: string, labels?: Labels): void {
    this.#slugs.set(market, slug);
    if (labels !== undefined) this.#labels.set(market, labels);
  }

  market(market: MarketIndex): string {
    return this.#slugs.get(market) ?? `market ${market}`;
  }

  strategy(strategy: number): string {
    return this.strategies[strategy] ?? `strategy ${strategy}`;
  }

  /** What every row of the run begins with. */
  get ofRun() {
    return { run: this.run, provenance: this.provenance };
  }

  /** The outcome that a row is about. */
  token(token: TokenIndex) {
    const market = marketOf(token);
    const outcome = outcomeOf(token);
    const label = this.#labels.get(market)?.[outcome] ?? null;
    return { market: this.market(market), outcome, label };
  }
}
