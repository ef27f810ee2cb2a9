import type { ClientOrderId } from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { KnownOrders } from '../../domain/known-orders.ts';
import { complement, type Price } from '../../domain/units.ts';
import type { EngineState } from '../../engine/state.ts';
import type { NewsRow } from '../../screen/desk-document.ts';
import type { FilmMark, FilmNews } from '../../screen/film.ts';
import { NewsRows } from '../screen/news-rows.ts';

/** Only the newest rows are kept there: a few entries at a time. */
const AT_ONCE = 100;

type Watched = { readonly state: EngineState; readonly strategies: readonly string[] };

/** What happened in one market, each fill with the decision that sent its order. */
export class FilmNewsRows {
  readonly #watched: Watched;
  readonly #market: string;
  readonly #rows: NewsRows;
  readonly #decisions = new KnownOrders<NewsRow>();

  constructor(watched: Watched, market: string) {
    this.#watched = watched;
    this.#market = market;
    this.#rows = new NewsRows(watched);
  }

  /** Whether it is an order of the market that this run has sent. */
  knows(order: ClientOrderId): boolean {
    return this.#decisions.get(order) !== undefined;
  }

  /** What the next entries of the journal say of the market, oldest first. */
  of(entries: readonly JournalEntry[]): FilmNews[] {
    const told: FilmNews[] = [];
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      told.push(...this.#next(entries.slice(from, from + AT_ONCE)));
    }
    return told;
  }

  /** Where fills of them stand on the path, which is that of the first outcome. */
  marksOf(news: readonly FilmNews[]): FilmMark[] {
    const market = this.#watched.state.markets.find((one) => one?.slug === this.#market);
    return news.flatMap(({ kind, at, entry, label, numbers: { price } }) => {
      if (kind !== 'fill' || price === undefined) return [];
      const isSecond = label !== null && label === market?.labels[1];
      return [{ at, price: isSecond ? complement(price as Price) : price, entry }];
    });
  }

  #next(entries: readonly JournalEntry[]): FilmNews[] {
    const known = this.#rows.rows.at(-1)?.entry ?? -1;
    this.#rows.append(entries);
    const fresh = this.#rows.rows.filter(
      ({ entry, market }) => entry > known && market === this.#market,
    );
    // That an order was refused is told as news of an order as well, and is no decision.
    const decided = fresh.filter(({ kind, level }) => kind === 'order' && level === 'info');
    const sent = new Map(decided.map((row) => [row.order, row]));
    for (const entry of entries) {
      if (entry.kind !== 'Submitted') continue;
      const { id, terms } = entry.command;
      const row = sent.get(id);
      if (row !== undefined) this.#decisions.submitted(id, terms.size, row);
    }
    const told = fresh.map((row) => this.#withDecision(row));
    // Not before: a fill that ends its order is still to be joined to it.
    for (const entry of entries) if (entry.kind === 'Answered') this.#decisions.heard(entry.event);
    return told;
  }

  #withDecision(row: NewsRow): FilmNews {
    if (row.kind !== 'fill' || row.order === null) return row;
    return { ...row, decision: this.#decisions.get(row.order as ClientOrderId) ?? null };
  }
}
