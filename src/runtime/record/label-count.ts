import type { CatalogueNews } from '../../polymarket/catalog/catalogue-news.ts';

/** Markets of a recording, by how far each has come. */
export type LabelCounts = {
  /** Heard of while they took orders. */
  readonly markets: number;
  /** Over. */
  readonly closed: number;
  /** Over and decided, so that there is a label to learn from. */
  readonly labeled: number;
};

/** Counts the markets that a recording hears of, and which of them still want their winner. */
export class LabelCount {
  readonly #open = new Set<string>();
  /** Over, and nobody has said who won. */
  readonly #owed = new Set<string>();
  #labeled = 0;

  hear(news: CatalogueNews): void {
    if (!('market' in news)) return;
    const { slug } = news.market.listed.facts;
    if (news.kind === 'accepting') this.#open.add(slug);
    else if (news.kind === 'closed' && this.#open.delete(slug)) this.#owed.add(slug);
    else if (news.kind === 'resolved' && (this.#owed.delete(slug) || this.#open.delete(slug))) {
      this.#labeled++;
    }
  }

  /** Slugs of markets that are over and not decided. */
  get owed(): ReadonlySet<string> {
    return this.#owed;
  }

  get counts(): LabelCounts {
    const closed = this.#owed.size + this.#labeled;
    return { markets: this.#open.size + closed, closed, labeled: this.#labeled };
  }
}
