import type { MarketFilter } from '../../domain/market-search.ts';
import { plural } from '../../report/format.ts';
import { type MarketLister, marketLister } from '../markets.ts';
import type { MarketChoiceParts } from './market-choice.ts';
import { RepeatedWork } from './repeated-work.ts';

/** The most traded open markets that pass a filter. */
export type TopChoice = {
  /** At most so many are recorded at a time. */
  readonly most: number;
  readonly filter: MarketFilter;
};

/** The thousand most traded markets: what passes the filter is searched among them. */
const PAGES = 10;
/** A choice that nobody answered is tried again after so long. */
const FAILED_MS = 30_000;

/**
 * Keeps the most traded markets of a search recorded. One that is recorded keeps its place until it
 * closes or falls below twice the number that was asked for: places near the border change with
 * every look, and each change would be a hole in a book.
 */
export class TopMarkets {
  readonly #parts: MarketChoiceParts;
  readonly #choice: TopChoice;
  readonly #work: RepeatedWork;
  readonly #list: MarketLister;
  readonly #chosen = new Set<string>();
  #trouble: string | undefined;

  constructor(parts: MarketChoiceParts, choice: TopChoice) {
    const { gamma, clock, onFault } = parts;
    this.#parts = parts;
    this.#choice = choice;
    this.#work = new RepeatedWork(clock, onFault);
    this.#list = marketLister({ gamma, clock });
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  start(): void {
    this.#work.do(() => this.#choose());
  }

  stop(): void {
    this.#work.stop();
  }

  closed(slug: string): void {
    this.#chosen.delete(slug);
  }

  async #choose(): Promise<number | undefined> {
    const { most, filter } = this.#choice;
    const listed = await this.#list({
      filter: { ...filter, states: ['accepting', 'trading'] },
      sorting: 'volume',
      most: 2 * most,
      pagesMost: PAGES,
    });
    if (this.#work.isStopped) return undefined;
    if (!listed.ok) {
      this.#tellTrouble(`the most traded markets: ${listed.message}; trying again`);
      return FAILED_MS;
    }
    const ranked = listed.value.markets.map(({ slug }) => slug);
    if (ranked.length === 0) this.#tellTrouble('no open market passes the search; looking again');
    else this.#trouble = undefined;
    this.#change(ranked);
    return this.#parts.request.refreshMs;
  }

  #change(ranked: readonly string[]): void {
    const gone = [...this.#chosen].filter((slug) => !ranked.includes(slug));
    for (const slug of gone) {
      this.#chosen.delete(slug);
      this.#parts.letGo(slug);
    }
    const fresh = ranked
      .filter((slug) => !this.#chosen.has(slug))
      .slice(0, Math.max(0, this.#choice.most - this.#chosen.size));
    for (const slug of fresh) {
      const taken = this.#parts.take(slug);
      if (taken.ok) this.#chosen.add(slug);
      else this.#parts.tell(`${slug}: ${taken.message}`);
    }
    if (gone.length + fresh.length === 0) return;
    const changes = `${fresh.length} new, ${gone.length} let go`;
    this.#parts.tell(`${plural(this.#chosen.size, 'market')} of the search: ${changes}`);
  }

  #tellTrouble(text: string): void {
    if (text !== this.#trouble) this.#parts.tell(text);
    this.#trouble = text;
  }
}
