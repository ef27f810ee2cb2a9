import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';

/** What a new subscription is told of. */
const KEPT_US = 120 * MICROS_PER_SECOND;
/** More than ten a second need not be kept. */
const KEPT_MOST = 1_200;

/** The last two minutes of each asset's reference. */
export class ReferenceHistory {
  readonly #byAsset = new Map<string, ReferenceNews[]>();

  add(news: ReferenceNews): void {
    const kept = this.#byAsset.get(news.asset) ?? [];
    this.#byAsset.set(news.asset, kept);
    kept.push(news);
    const oldest = news.at - KEPT_US;
    let gone = Math.max(0, kept.length - KEPT_MOST);
    while (gone < kept.length && (kept[gone]?.at ?? 0) < oldest) gone++;
    if (gone > 0) kept.splice(0, gone);
  }

  /** What was before all that it knows of an asset, oldest first. */
  addEarlier(prices: readonly ReferenceNews[]): void {
    for (const { asset } of prices.slice(0, 1)) {
      const [first, ...rest] = this.of(asset);
      const earlier = first === undefined ? prices : prices.filter(({ at }) => at < first.at);
      this.#byAsset.set(asset, first === undefined ? [...earlier] : [...earlier, first, ...rest]);
    }
  }

  /** Oldest first. */
  of(asset: string): readonly ReferenceNews[] {
    return this.#byAsset.get(asset) ?? [];
  }
}
