import type { Fill } from '../../domain/fill.ts';
import { type MarketIndex, marketOf, outcomeOf, type StrategyIndex } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import { KnownOrders } from '../store/known-orders.ts';
import type { EntryReader } from './run-entries.ts';

/** A fill as people and programs are told of it. Units of 1e-6. */
export type FillNews = {
  readonly at: Timestamp;
  readonly strategy: StrategyIndex | undefined;
  readonly market: string;
  /** Up, Down, Yes, ...; undefined where nobody said. */
  readonly label: string | undefined;
  readonly fill: Fill;
};

/** Tells each fill of a growing journal once. */
export class FillTeller {
  readonly #entries: EntryReader;
  readonly #state: EngineState;
  readonly #owners = new KnownOrders<StrategyIndex>();

  constructor(entries: EntryReader, state: EngineState) {
    this.#entries = entries;
    this.#state = state;
  }

  /** All that were told, oldest first. */
  readonly all: FillNews[] = [];

  /** Those since the last call. */
  take(): FillNews[] {
    const news: FillNews[] = [];
    for (const entry of this.#entries.take()) {
      if (entry.kind === 'Submitted') {
        const { id, terms, strategy } = entry.command;
        this.#owners.submitted(id, terms.size, strategy);
      }
      if (entry.kind !== 'Answered') continue;
      const { event } = entry;
      if (event.kind === 'OrderFilled') news.push(this.#tell(event.fill, entry.at));
      this.#owners.heard(event);
    }
    this.all.push(...news);
    return news;
  }

  #tell(fill: Fill, at: Timestamp): FillNews {
    const market: MarketIndex = marketOf(fill.token);
    const facts = this.#state.markets[market];
    return {
      at,
      strategy: this.#owners.get(fill.order),
      market: facts?.slug ?? `market ${market}`,
      label: facts?.labels[outcomeOf(fill.token)],
      fill,
    };
  }
}
