import { catalogueMarkets, openCatalogues } from '../../archive/catalogue/catalogue-reader.ts';
import { type MarketSummary, passesFilter, sortMarkets } from '../../domain/market-search.ts';
import { ok } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { MarketLister } from '../markets.ts';

/** Lists what scans have brought into an archive, as of then. @throws ArchiveError */
export function archivedMarketLister(root: string): MarketLister {
  const now = new SystemClock().now();
  return async ({ filter, sorting, most }) => {
    let best: readonly MarketSummary[] = [];
    let found = 0;
    let read = 0;
    let unreadable = 0;
    let asOf = 0;
    for (const catalogue of await openCatalogues(root)) {
      const { manifest } = catalogue;
      unreadable += manifest.rows.quarantine;
      asOf = Math.max(asOf, manifest.catalogue?.asOf ?? 0);
      for await (const markets of catalogueMarkets(catalogue)) {
        read += markets.length;
        const passing = markets.filter((market) => passesFilter(market, filter));
        found += passing.length;
        // There may be a million: only those that are shown are kept.
        if (passing.length > 0) best = sortMarkets([...best, ...passing], sorting).slice(0, most);
      }
    }
    return ok({
      markets: best,
      found,
      read: read + unreadable,
      unreadable,
      isWhole: true,
      readAt: now,
      scanned: { asOf: asOf as Timestamp, ageMs: Math.max(0, now - asOf) / MICROS_PER_MS },
    });
  };
}
