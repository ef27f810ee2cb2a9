import type { Market, Resolution, TickChange } from '../domain/market.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Shares, Timestamp } from '../domain/units.ts';
import { type ArchiveFilter, passes } from './archive-filter.ts';
import type { Duck } from './duck.ts';
import type { MarketFacts } from './importer.ts';
import type { SeriesCoverage } from './manifest.ts';
import { fillFacts } from './market-register.ts';
import type { StoredMarket } from './market-row.ts';
import {
  type OpenDataset,
  readGaps,
  readMarkets,
  readResolutions,
  type StoredGap,
  type StoredResolution,
} from './open-datasets.ts';

/** A market to be replayed, and the one recording of it that is taken as true. */
export type UniverseMarket = {
  readonly market: Market;
  readonly facts: MarketFacts;
  /** Position of its dataset among those that are open. */
  readonly dataset: number;
  /** Its number in that dataset. */
  readonly number: number;
  /** The series that the book is taken from. */
  readonly truth: SeriesCoverage;
  /** Both tokens' series in that dataset. */
  readonly series: readonly SeriesCoverage[];
  readonly resolution: StoredResolution | undefined;
  readonly gaps: readonly StoredGap[];
};

/** Smallest order of markets that do not tell. Venue docs, orderMinSize, read 2026-10. */
const STANDARD_MINIMUM = 5_000_000 as Shares;
const STANDARD_TICKS: readonly TickChange[] = [{ at: 0 as Timestamp, tick: 10_000 as TickSize }];

type Candidate = {
  readonly dataset: number;
  readonly stored: StoredMarket;
  readonly series: readonly SeriesCoverage[];
  readonly truth: SeriesCoverage;
  readonly resolution: StoredResolution | undefined;
  readonly gaps: readonly StoredGap[];
};

/**
 * The markets with recorded events that pass the filter, by opening and slug. A market that
 * several datasets recorded is replayed from the one that heard most of its book; who won is
 * taken from the best source among all of them.
 */
export async function buildUniverse(
  duck: Duck,
  datasets: readonly OpenDataset[],
  filter: ArchiveFilter,
): Promise<UniverseMarket[]> {
  const bySlug = new Map<string, Candidate[]>();
  const outcomes = new Map<string, StoredResolution>();
  for (const [index, dataset] of datasets.entries()) {
    for (const candidate of await candidatesOf(duck, dataset, index, outcomes)) {
      const { slug } = candidate.stored.facts;
      bySlug.set(slug, [...(bySlug.get(slug) ?? []), candidate]);
    }
  }
  const universe: UniverseMarket[] = [];
  for (const [slug, candidates] of bySlug) {
    const best = candidates.reduce((a, b) => (heard(b.truth) > heard(a.truth) ? b : a));
    const facts = candidates.reduce((a, b) => fillFacts(a, b.stored.facts), best.stored.facts);
    const resolution = outcomes.get(slug);
    if (!passes(filter, facts, best.truth, resolution !== undefined)) continue;
    const { dataset, series, truth, gaps, stored } = best;
    const ticks = stored.ticks[truth.outcome === 0 ? 0 : 1];
    const market = marketOf(facts, ticks);
    const { number } = stored;
    universe.push({ market, facts, dataset, number, truth, series, resolution, gaps });
  }
  const begins = (one: UniverseMarket) => one.facts.opensAt ?? one.truth.from;
  const bySlugText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return universe.sort((a, b) => begins(a) - begins(b) || bySlugText(a.market.slug, b.market.slug));
}

/** Adds what the dataset knows of winners to `outcomes`; the better source stays. */
async function candidatesOf(
  duck: Duck,
  dataset: OpenDataset,
  index: number,
  outcomes: Map<string, StoredResolution>,
): Promise<Candidate[]> {
  const markets = await readMarkets(duck, dataset);
  const resolutions = await readResolutions(duck, dataset);
  const gaps = grouped(await readGaps(duck, dataset), (gap) => gap.market);
  const series = grouped(dataset.manifest.series, (one) => one.market);
  const candidates: Candidate[] = [];
  for (const stored of markets) {
    const { slug } = stored.facts;
    const resolution = resolutions.get(stored.number);
    if (resolution !== undefined) {
      const known = outcomes.get(slug);
      if (known === undefined || RANK[resolution.resolution.source] > rankOf(known)) {
        outcomes.set(slug, resolution);
      }
    }
    const own = series.get(stored.number) ?? [];
    const [first] = own;
    if (first === undefined) continue;
    const truth = own.reduce((a, b) => (heard(b) > heard(a) ? b : a), first);
    const holes = (gaps.get(stored.number) ?? []).filter((gap) => gap.outcome === truth.outcome);
    candidates.push({ dataset: index, stored, series: own, truth, resolution, gaps: holes });
  }
  return candidates;
}

const RANK: Readonly<Record<Resolution['source'], number>> = {
  venue: 2,
  reference: 1,
  final_price: 0,
};

function rankOf(stored: StoredResolution): number {
  return RANK[stored.resolution.source];
}

/** Messages about the book. */
function heard(series: SeriesCoverage): number {
  return series.books + series.deltas;
}

function marketOf(facts: MarketFacts, ticks: readonly TickChange[]): Market {
  const { minimumSize, takerDelayMs, source: _, ...rest } = facts;
  return {
    ...rest,
    ticks: ticks.length === 0 ? STANDARD_TICKS : ticks,
    minimumSize: minimumSize?.value ?? STANDARD_MINIMUM,
    takerDelayMs: takerDelayMs?.value ?? 0,
  };
}

function grouped<T>(items: readonly T[], key: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
