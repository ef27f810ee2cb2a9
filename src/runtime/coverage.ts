import type { ArchiveSource } from '../archive/archive-source.ts';
import type { UniverseMarket } from '../archive/universe.ts';
import type { Timestamp } from '../domain/units.ts';
import type { DataSource, MarketCoverage } from '../report/run-record.ts';

/** What a replay read, one entry for each dataset. */
export function sourcesOf(source: ArchiveSource): DataSource[] {
  return source.datasets.map(({ manifest }) => ({
    dataset: manifest.dataset,
    provenance: manifest.provenance,
    rows: manifest.rows.events,
    hash: manifest.contentHash,
    origin: manifest.source,
    license: manifest.licence.text.split('\n')[0],
  }));
}

/** What the archive knows of each market of the run. */
export function coverageOf(source: ArchiveSource): MarketCoverage[] {
  return source.universe.map((one, i) => ({
    rows: one.series.reduce((rows, series) => rows + series.rows, 0),
    from: one.truth.from as Timestamp,
    to: one.truth.to as Timestamp,
    complete: one.truth.complete === true,
    gaps: one.gaps.map((gap) => ({
      from: gap.from as Timestamp,
      to: (gap.to ?? one.truth.to) as Timestamp,
      reason: gap.reason,
    })),
    hasTrades: source.hasTrades[i] === true,
    series: seriesOf(one, source.skippedRows[i] ?? 0),
    note:
      one.truth.complete === false
        ? `incomplete: ${one.truth.incompleteBecause.join(', ')}`
        : one.resolution?.note,
  }));
}

function seriesOf(one: UniverseMarket, skipped: number): string | undefined {
  if (one.series.length < 2) return undefined;
  const name = one.market.labels[one.truth.outcome === 0 ? 0 : 1];
  const token = name ?? (one.truth.outcome === 0 ? 'first token' : 'second token');
  return `${token} (${skipped} rows of the other view were left out)`;
}
