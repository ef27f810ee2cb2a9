import type { Market, Resolution, TickChange } from '../domain/market.ts';
import { type MarketFacts, marketOf, ticksAhead } from '../domain/market-facts.ts';
import { NEVER, type Timestamp } from '../domain/units.ts';
import { ArchiveError } from './archive-error.ts';
import { type ArchiveFilter, nothingLeft, refusedBy } from './archive-filter.ts';
import type { Duck } from './duck.ts';
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
import { factsInOrder, resolutionInOrder } from './same-tokens.ts';
import { noCounts } from './series-totals.ts';

/** A market to be replayed, and the one recording of it that is taken as true. */
export type UniverseMarket = {
  readonly market: Market;
  readonly facts: MarketFacts;
  /** From when on a run knows of it. */
  readonly listedAt: Timestamp;
  /** Position of its dataset among those that are open. */
  readonly dataset: number;
  /** Its number in that dataset. */
  readonly number: number;
  /** The series that the book is taken from. */
  readonly truth: SeriesCoverage;
  /** Both tokens' series in that dataset. */
  readonly series: readonly SeriesCoverage[];
  readonly resolution: StoredResolution | undefined;
  /** Positions of all datasets that tell of it: rows, facts or a winner. */
  readonly toldBy: readonly number[];
  readonly gaps: readonly StoredGap[];
  /** The last of the gaps, where no row of the series tells of it. */
  readonly endOfRecording: StoredGap | undefined;
};

type Candidate = {
  readonly dataset: number;
  readonly stored: StoredMarket;
  readonly series: readonly SeriesCoverage[];
  readonly truth: SeriesCoverage;
  readonly gaps: readonly StoredGap[];
};

/** A winner as one dataset tells it, by its own order of the outcomes. */
type ToldOutcome = {
  readonly dataset: number;
  readonly facts: MarketFacts;
  readonly resolution: StoredResolution;
};

/**
 * The markets with recorded events that pass the filter, in the order in which they become known. A
 * market that several datasets recorded is replayed from the one that heard most of its book; who
 * won is taken from the best source among those whose tokens can be matched to its own.
 * @throws ArchiveError nothing_selected when none passes.
 */
export async function buildUniverse(
  duck: Duck,
  datasets: readonly OpenDataset[],
  filter: ArchiveFilter,
): Promise<UniverseMarket[]> {
  const bySlug = new Map<string, Candidate[]>();
  const outcomes = new Map<string, ToldOutcome[]>();
  for (const [index, dataset] of datasets.entries()) {
    if (isCatalogue(dataset)) continue;
    for (const candidate of await candidatesOf(duck, dataset, index, outcomes)) {
      const { slug } = candidate.stored.facts;
      bySlug.set(slug, [...(bySlug.get(slug) ?? []), candidate]);
    }
  }
  // A catalogue may know a million markets: it is asked about those that were recorded.
  for (const [index, dataset] of datasets.entries()) {
    if (isCatalogue(dataset))
      await candidatesOf(duck, dataset, index, outcomes, [...bySlug.keys()]);
  }
  const universe: UniverseMarket[] = [];
  const refusals: number[] = [];
  for (const [slug, candidates] of bySlug) {
    const best = candidates.reduce((a, b) => (tellsMore(b.truth, a.truth) ? b : a));
    const ours = best.stored.facts;
    const facts = candidates.reduce(
      (known, { stored }) => fillFacts(known, factsInOrder(ours, stored.facts)),
      ours,
    );
    const { dataset, series, truth, stored } = best;
    const told = outcomes.get(slug) ?? [];
    // Its own recorder said when it could be known.
    const ownFirst = [...told].sort((a, b) => +(b.dataset === dataset) - +(a.dataset === dataset));
    const resolution = bestOutcome(ours, ownFirst);
    const isDecided = resolution !== undefined;
    const refusal = refusedBy(filter, { facts, series: truth, isDecided });
    if (refusal !== undefined) {
      refusals.push(refusal);
      continue;
    }
    const market = marketOf(facts, firstTicks(stored, truth));
    const endOfRecording = endOf(truth, facts, best.gaps);
    const gaps = endOfRecording === undefined ? best.gaps : [...best.gaps, endOfRecording];
    const { number } = stored;
    universe.push({
      market,
      facts,
      listedAt: listingOf(stored.facts, series),
      dataset,
      number,
      truth,
      series,
      resolution,
      toldBy: [...candidates, ...told].map((one) => one.dataset),
      gaps,
      endOfRecording,
    });
  }
  if (universe.length === 0) {
    const held = datasets.map(({ manifest }) => manifest.dataset).join(', ');
    const remedy = 'Loosen the filters, or see `polydesk archive info`.';
    const why = nothingLeft(filter, refusals);
    throw new ArchiveError('nothing_selected', `no market of ${held} passes, ${why}. ${remedy}`);
  }
  const bySlugText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return universe.sort(
    (a, b) => a.listedAt - b.listedAt || bySlugText(a.market.slug, b.market.slug),
  );
}

/**
 * When the recorder said that it knew of the market, at the latest with its first row. Where it
 * does not say: when the market's window opened, or with the first row where that came before.
 */
function listingOf(
  { knownSince, opensAt }: MarketFacts,
  series: readonly SeriesCoverage[],
): Timestamp {
  const heard = series.map(({ from }) => from);
  return Math.min(knownSince ?? opensAt ?? NEVER, ...heard) as Timestamp;
}

function isCatalogue({ manifest }: OpenDataset): boolean {
  return manifest.catalogue !== undefined;
}

/** Adds what the dataset knows of winners to `outcomes`; of these `slugs` only, where given. */
async function candidatesOf(
  duck: Duck,
  dataset: OpenDataset,
  index: number,
  outcomes: Map<string, ToldOutcome[]>,
  slugs?: readonly string[],
): Promise<Candidate[]> {
  const markets = await readMarkets(duck, dataset, slugs);
  const numbers = slugs === undefined ? undefined : markets.map(({ number }) => number);
  const resolutions = await readResolutions(duck, dataset, numbers);
  const gaps = grouped(await readGaps(duck, dataset), (gap) => gap.market);
  const series = grouped(dataset.manifest.series, (one) => one.market);
  const candidates: Candidate[] = [];
  for (const stored of markets) {
    const { slug } = stored.facts;
    const resolution = resolutions.get(stored.number);
    if (resolution !== undefined) {
      const told = { dataset: index, facts: stored.facts, resolution };
      outcomes.set(slug, [...(outcomes.get(slug) ?? []), told]);
    }
    const heardOf = series.get(stored.number) ?? [];
    const truth = truthOf(stored, heardOf);
    if (truth === undefined) continue;
    const own = heardOf.length === 0 ? [truth] : heardOf;
    const holes = (gaps.get(stored.number) ?? []).filter((gap) => gap.outcome === truth.outcome);
    candidates.push({ dataset: index, stored, series: own, truth, gaps: holes });
  }
  return candidates;
}

/**
 * The series that the book is replayed from: the one that heard most. A recorder of ours says since
 * when it knew the market. It heard both tokens while an engine may have traded: that had to choose
 * before anything was heard, and takes the first token. Undefined: there is nothing.
 */
function truthOf(
  { number, facts }: StoredMarket,
  series: readonly SeriesCoverage[],
): SeriesCoverage | undefined {
  const { knownSince, slug } = facts;
  if (knownSince === undefined) {
    return series.reduce<SeriesCoverage | undefined>(
      (a, b) => (a === undefined || tellsMore(b, a) ? b : a),
      undefined,
    );
  }
  return series.find(({ outcome }) => outcome === 0) ?? nothingHeard(number, slug, knownSince);
}

/**
 * Later ticks would tell of the future: a finer one comes when a price nears its end. They are rows
 * of the tape, and so is the first one of a recorder of ours, which no engine could know ahead.
 */
function firstTicks({ facts, ticks }: StoredMarket, truth: SeriesCoverage): readonly TickChange[] {
  const own = ticks[truth.outcome === 0 ? 0 : 1];
  const isTold = facts.knownSince === undefined && own.length > 0;
  return isTold ? own.slice(0, 1) : ticksAhead(facts);
}

/** A series without rows: its market was listened to. */
function nothingHeard(market: number, slug: string, since: Timestamp): SeriesCoverage {
  return {
    ...noCounts(market, 0),
    slug,
    hours: [],
    from: since,
    to: since,
    firstBookDelayMs: undefined,
    largestSilenceMs: 0,
    complete: false,
    incompleteBecause: ['nothing was heard of its book'],
  };
}

const RANK: Readonly<Record<Resolution['source'], number>> = {
  venue: 3,
  reference: 2,
  other_feed: 1,
  final_price: 0,
};

/** The winner by the best source whose tokens are known to be these; of equals the first told. */
function bestOutcome(
  ours: MarketFacts,
  told: readonly ToldOutcome[],
): StoredResolution | undefined {
  let best: StoredResolution | undefined;
  for (const { facts, resolution } of told) {
    const inOrder = resolutionInOrder(ours, facts, resolution);
    if (inOrder === undefined) continue;
    if (best === undefined || rankOf(inOrder) > rankOf(best)) best = inOrder;
  }
  return best;
}

function rankOf(stored: StoredResolution): number {
  return RANK[stored.resolution.source];
}

/**
 * A recording that ends before its market does: what the book did afterwards is not known, so it
 * is not traded on. A series that is complete by its dataset's rule was quiet, not cut off; and a
 * recorder of ours has told of each book that it lost, where it was not unknown before.
 */
function endOf(
  truth: SeriesCoverage,
  { closesAt, knownSince }: MarketFacts,
  gaps: readonly StoredGap[],
): StoredGap | undefined {
  const { market, outcome, to: from } = truth;
  if (truth.complete === true || knownSince !== undefined) return undefined;
  if (closesAt !== undefined && from >= closesAt) return undefined;
  if ((heard(truth) === 0 && !isToldOnly(truth)) || gaps.some((gap) => gap.from >= from))
    return undefined;
  return { market, outcome, from, to: closesAt, reason: 'recording_gap' };
}

/** Messages about the book. */
function heard(series: SeriesCoverage): number {
  return series.books + series.deltas;
}

/** Any book goes before prices without one. */
function tellsMore(a: SeriesCoverage, b: SeriesCoverage): boolean {
  const more = heard(a) - heard(b);
  return more === 0 ? (a.toldPrices ?? 0) > (b.toldPrices ?? 0) : more > 0;
}

/** Whether nothing but prices is known of the token: no book. */
export function isToldOnly(series: SeriesCoverage): boolean {
  return heard(series) === 0 && (series.toldPrices ?? 0) > 0;
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
