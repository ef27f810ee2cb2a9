import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resolution } from '../domain/market.ts';
import { bytesOfTables } from './catalogue/catalogue-tables.ts';
import { Duck } from './duck.ts';
import type { Manifest, SeriesCoverage } from './manifest.ts';
import type { StoredMarket } from './market-row.ts';
import {
  type OpenDataset,
  openDatasets,
  type QuarantinedRow,
  readGaps,
  readMarkets,
  readQuarantine,
  readResolutions,
  readStrikes,
  type StrikeTotals,
} from './open-datasets.ts';

/** What a dataset holds, for people: plain values only. */
export type DatasetInfo = {
  readonly manifest: Manifest;
  /** Bytes of its data files on disk. */
  readonly bytes: number;
  /** Empty of a catalogue, which may know a million. */
  readonly markets: readonly MarketInfo[];
  readonly decided: Readonly<Record<Resolution['source'], number>>;
  readonly strikes: StrikeTotals;
  /** Markets with recorded events whose winner nobody knows. */
  readonly undecided: number;
  /** Markets of which no event was recorded, only facts. */
  readonly withoutEvents: number;
  /** The first quarantined rows of each reason code; the manifest counts them all. */
  readonly quarantineExamples: Readonly<Record<string, readonly QuarantinedRow[]>>;
};

/** So many quarantined rows of each code are shown. */
const EXAMPLES = 5;

export type MarketInfo = {
  readonly slug: string;
  readonly category: string | undefined;
  readonly opensAt: number | undefined;
  readonly closesAt: number | undefined;
  readonly series: readonly SeriesCoverage[];
  readonly resolution: Resolution | undefined;
  readonly resolutionNote: string | undefined;
  readonly feeSource: string | undefined;
  readonly takerDelaySource: string | undefined;
  readonly ruleSource: string | undefined;
  readonly gaps: number;
};

/** Describes the datasets of an archive, all or the named ones. @throws ArchiveError */
export async function archiveInfo(
  root: string,
  names?: readonly string[] | undefined,
): Promise<DatasetInfo[]> {
  const datasets = await openDatasets(root, names);
  const duck = await Duck.open();
  try {
    const all: DatasetInfo[] = [];
    for (const dataset of datasets) all.push(await infoOf(duck, dataset));
    return all;
  } finally {
    duck.close();
  }
}

async function infoOf(duck: Duck, dataset: OpenDataset): Promise<DatasetInfo> {
  const { folder, manifest } = dataset;
  if (manifest.catalogue !== undefined) return catalogueInfo(duck, dataset);
  const stored = await readMarkets(duck, dataset);
  const resolutions = await readResolutions(duck, dataset);
  const gaps = new Map<number, number>();
  for (const { market } of await readGaps(duck, dataset)) {
    gaps.set(market, (gaps.get(market) ?? 0) + 1);
  }
  const series = new Map<number, SeriesCoverage[]>();
  for (const one of manifest.series) {
    series.set(one.market, [...(series.get(one.market) ?? []), one]);
  }
  const describe = ({ number, facts }: StoredMarket): MarketInfo => ({
    slug: facts.slug,
    category: facts.category,
    opensAt: facts.opensAt,
    closesAt: facts.closesAt,
    series: series.get(number) ?? [],
    resolution: resolutions.get(number)?.resolution,
    resolutionNote: resolutions.get(number)?.note,
    feeSource: facts.fee?.source,
    takerDelaySource: facts.takerDelayMs?.source,
    ruleSource: facts.rule?.source,
    gaps: gaps.get(number) ?? 0,
  });
  const markets = stored.map(describe);
  const decided = { venue: 0, reference: 0, other_feed: 0, final_price: 0 };
  for (const { resolution } of resolutions.values()) decided[resolution.source]++;
  return {
    manifest,
    bytes: await bytesOf(folder, manifest),
    markets,
    decided,
    strikes: await readStrikes(duck, dataset),
    undecided: markets.filter((one) => one.series.length > 0 && one.resolution === undefined)
      .length,
    withoutEvents: markets.filter((one) => one.series.length === 0).length,
    quarantineExamples: await readQuarantine(duck, dataset, EXAMPLES),
  };
}

async function catalogueInfo(duck: Duck, dataset: OpenDataset): Promise<DatasetInfo> {
  const { folder, manifest } = dataset;
  return {
    manifest,
    bytes: await bytesOfTables(folder),
    markets: [],
    decided: { venue: manifest.rows.resolutions, reference: 0, other_feed: 0, final_price: 0 },
    strikes: { agreed: 0, differed: 0, unchecked: 0, unknown: 0 },
    undecided: 0,
    withoutEvents: manifest.rows.markets,
    quarantineExamples: await readQuarantine(duck, dataset, EXAMPLES),
  };
}

async function bytesOf(folder: string, manifest: Manifest): Promise<number> {
  let bytes = 0;
  for (const file of manifest.files) {
    bytes += (await stat(join(folder, file.path)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}
