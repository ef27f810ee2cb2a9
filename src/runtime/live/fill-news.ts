import type { Fill } from '../../domain/fill.ts';
import { type MarketIndex, marketOf, outcomeOf, type StrategyIndex } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';

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
  readonly #entries: readonly JournalEntry[];
  readonly #state: EngineState;
  readonly #owners = new Map<number, StrategyIndex>();
  #next = 0;

  constructor(entries: readonly JournalEntry[], state: EngineState) {
    this.#entries = entries;
    this.#state = state;
  }

  /** All that were told, oldest first. */
  readonly all: FillNews[] = [];

  /** Those since the last call. */
  take(): FillNews[] {
    const news: FillNews[] = [];
    for (; this.#next < this.#entries.length; this.#next++) {
      const entry = this.#entries[this.#next] as JournalEntry;
      if (entry.kind === 'Submitted') this.#owners.set(entry.command.id, entry.command.strategy);
      if (entry.kind !== 'Answered' || entry.event.kind !== 'OrderFilled') continue;
      news.push(this.#tell(entry.event.fill, entry.at));
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
