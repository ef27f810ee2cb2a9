import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../../archive/archive-error.ts';
import { DATASET_PREFIX, datasetFolder, VENUE_FOLDER } from '../../archive/layout.ts';
import type { Manifest, SeriesCoverage } from '../../archive/manifest.ts';
import { readManifest } from '../../archive/manifest-file.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { CoverageChoice, Page } from '../../server/dashboard/dashboard-sources.ts';
import type { RecordedCoverage, RecordedDataset } from '../../server/dashboard/history.ts';
import { placeOf, placeText } from './page-place.ts';

/**
 * The datasets of an archive, by name, as their manifests tell them; one that is being recorded has
 * none yet. Refuses `no_history` where a manifest cannot be read.
 */
export async function recordedDatasets(root: string): Promise<Result<readonly RecordedDataset[]>> {
  return readable(async () => {
    const told: RecordedDataset[] = [];
    for (const name of await namesIn(root)) {
      const folder = datasetFolder(root, name);
      const manifest = await readManifest(folder);
      const bytes = await bytesIn(folder);
      told.push(manifest === undefined ? unfinished(name, bytes) : toldOf(manifest, bytes));
    }
    return ok(told);
  });
}

/** What a dataset has of each token, in the order of its manifest. Refuses `not_found` as well. */
export async function recordedCoverage(
  root: string,
  dataset: string,
  { market, before, most }: CoverageChoice,
): Promise<Result<Page<RecordedCoverage>>> {
  const place = placeOf(before, ['number']);
  if (!place.ok) return place;
  return readable(async () => {
    // A name from outside is no path: it has to be one of those that are there.
    const isThere = (await namesIn(root)).includes(dataset);
    const manifest = isThere ? await readManifest(datasetFolder(root, dataset)) : undefined;
    if (manifest === undefined) return refuse('not_found', 'there is no finished dataset so named');
    const series = manifest.series.filter(({ slug }) => market === undefined || slug === market);
    const from = Number(place.value?.[0] ?? 0);
    const rows = series.slice(from, from + most).map(coverageOf);
    const end = from + rows.length;
    return ok({ rows, next: end < series.length ? placeText([end]) : null });
  });
}

async function namesIn(root: string): Promise<string[]> {
  const entries = await readdir(join(root, VENUE_FOLDER)).catch(() => []);
  const names: string[] = [];
  for (const entry of entries.filter((one) => one.startsWith(DATASET_PREFIX))) {
    const found = await stat(join(root, VENUE_FOLDER, entry)).catch(() => undefined);
    if (found?.isDirectory() === true) names.push(entry.slice(DATASET_PREFIX.length));
  }
  return names.sort();
}

async function readable<T>(read: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return refuse('no_history', error.message);
  }
}

/** Of all that is there: what is being recorded stands in other files than what is finished. */
async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(unlessGone);
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesIn(path);
    else if (entry.isFile()) bytes += (await stat(path).catch(unlessGone))?.size ?? 0;
  }
  return bytes;
}

/** What is gone meanwhile, as a recording goes on, takes no room any more. */
function unlessGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function toldOf(manifest: Manifest, bytes: number): RecordedDataset {
  const { dataset, provenance, source, period, rows, hours, counts } = manifest;
  const { defects, quarantine, feeds, licence } = manifest;
  return {
    dataset,
    provenance,
    source,
    license: `${licence.class}: ${licence.text}`,
    isFinished: true,
    bytes,
    from: period?.from ?? null,
    to: period?.to ?? null,
    rows: { ...rows },
    hours: [...hours],
    series: {
      complete: counts.completeSeries,
      incomplete: counts.incompleteSeries,
      unjudged: counts.unjudgedSeries,
    },
    defects: { ...defects },
    quarantine: { ...quarantine },
    feeds: [...feeds],
  };
}

function unfinished(dataset: string, bytes: number): RecordedDataset {
  return {
    dataset,
    provenance: null,
    source: '',
    license: null,
    isFinished: false,
    bytes,
    from: null,
    to: null,
    rows: {},
    hours: [],
    series: { complete: 0, incomplete: 0, unjudged: 0 },
    defects: {},
    quarantine: {},
    feeds: [],
  };
}

function coverageOf(series: SeriesCoverage): RecordedCoverage {
  const { slug, outcome, from, to, rows, trades, largestSilenceMs, hours } = series;
  return {
    market: slug,
    outcome,
    from,
    to,
    rows,
    trades,
    silence: largestSilenceMs,
    complete: series.complete ?? null,
    because: [...series.incompleteBecause],
    hours: hours.map((one) => ({
      hour: one.hour,
      messages: one.messages,
      silence: one.largestSilenceMs,
    })),
  };
}
