import type { Fill } from '../../domain/fill.ts';
import { type MarketIndex, marketOf, outcomeOf, type StrategyIndex } from '../../domain/ids.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import type { Provenance } from '../../domain/provenance.ts';
import { nextSettlement, type SettlementEventKind } from '../../domain/settlement.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { EntryReader } from './run-entries.ts';

/** A fill as people and programs are told of it. Units of 1e-6. */
export type FillNews = {
  readonly at: Timestamp;
  readonly strategy: StrategyIndex | undefined;
  /** The strategy's; undefined: no order of one is known. */
  readonly strategyName: string | undefined;
  readonly market: string;
  /** Up, Down, Yes, ...; undefined where nobody said. */
  readonly label: string | undefined;
  readonly fill: Fill;
  /** Whether the venue made it, a venue on this machine, or the simulation of a desk on paper. */
  readonly provenance: Provenance;
};

/** Whose fills they are. */
type Desk = {
  /** Of the strategies, by index. */
  readonly names: readonly string[];
  /** Of the exchange that answers. */
  readonly provenance: Provenance;
};

/** As many as anybody may ask for: a run may go on for weeks. */
export const NEWEST_FILLS = 1_000;

/** Tells each fill of a growing journal once, and keeps what the chain makes of the newest. */
export class FillTeller {
  readonly #entries: EntryReader;
  readonly #state: EngineState;
  readonly #desk: Desk;
  readonly #owners = new KnownOrders<StrategyIndex>();
  /** By id, which rises. */
  readonly #newest = new Map<number, FillNews>();

  constructor(entries: EntryReader, state: EngineState, desk: Desk) {
    this.#entries = entries;
    this.#state = state;
    this.#desk = desk;
  }

  /** Of those that were told, oldest first, with their settlement as it was last heard. */
  get newest(): readonly FillNews[] {
    return [...this.#newest.values()];
  }

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
      if (event.kind === 'OrderFilled') news.push(this.#add(event.fill, entry.at));
      if (event.kind === 'FillSettled') this.#settle(event.fillId, event.settlement);
      this.#owners.heard(event);
    }
    return news;
  }

  #add(fill: Fill, at: Timestamp): FillNews {
    const news = this.#tell(fill, at);
    this.#newest.set(fill.id, news);
    const [oldest] = this.#newest.keys();
    if (this.#newest.size > NEWEST_FILLS && oldest !== undefined) this.#newest.delete(oldest);
    return news;
  }

  #settle(id: number, kind: SettlementEventKind): void {
    const news = this.#newest.get(id);
    if (news === undefined) return;
    const settlement = nextSettlement(news.fill.settlement, kind) ?? news.fill.settlement;
    this.#newest.set(id, { ...news, fill: { ...news.fill, settlement } });
  }

  #tell(fill: Fill, at: Timestamp): FillNews {
    const market: MarketIndex = marketOf(fill.token);
    const facts = this.#state.markets[market];
    const strategy = this.#owners.get(fill.order);
    return {
      at,
      strategy,
      strategyName: this.#desk.names[strategy ?? -1],
      market: facts?.slug ?? `market ${market}`,
      label: facts?.labels[outcomeOf(fill.token)],
      fill,
      provenance: fill.evidence === 'venue' ? this.#desk.provenance : 'simulated',
    };
  }
}
