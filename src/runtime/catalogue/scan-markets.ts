import { CatalogueStore } from '../../archive/catalogue/catalogue-store.ts';
import type { CatalogueChanges } from '../../archive/catalogue/merge-entries.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { FullScan, type ScannedPage, type ScanReport } from '../../polymarket/catalog/full-scan.ts';
import type { GammaSource } from '../../polymarket/catalog/gamma-source.ts';
import { ScanFile } from '../../polymarket/catalog/scan-file.ts';
import type { ScanStore } from '../../polymarket/catalog/scan-state.ts';
import type { Venue } from '../venue.ts';
import { withinMs } from '../within-ms.ts';
import { catalogueEntryOf } from './catalogue-entry-of.ts';

export type MarketScanOptions = {
  readonly venue: Pick<Venue, 'gammaSource' | 'clock' | 'provenance' | 'services'>;
  /** The archive; made when it is not there. */
  readonly root: string;
  readonly dataset: string;
  /** Closed markets whole too, once. */
  readonly withHistory: boolean;
  /** Pages of this scan; undefined: until everything is read. */
  readonly pagesMost: number | undefined;
  /** Between two pages, ms; undefined: as far below the venue's limit as a scan stays. */
  readonly pauseMs?: number | undefined;
  /** `expected`: rows of the scan, as the last whole one had them; undefined: nobody knows. */
  readonly onPage: (page: ScannedPage & { readonly expected: number | undefined }) => void;
};

export type MarketScanReport = ScanReport & {
  readonly changes: CatalogueChanges;
  /** As it stands now; undefined: nothing has ever been read. */
  readonly manifest: Manifest | undefined;
};

/** After so many pages the tables are brought up to date: a long scan is read while it goes on. */
const PAGES_BETWEEN = 1_000;
/** No page takes longer: whoever waits must hear what is wrong. */
const ANSWER_MS = 15_000;

/**
 * Reads the venue's markets into the archive, from where the last scan stopped. Killed at any
 * moment, it has every page that it had read, and the next scan goes on after it.
 * @throws ArchiveError when the dataset cannot be written to.
 */
export async function scanMarkets(options: MarketScanOptions): Promise<MarketScanReport> {
  const { venue, root, dataset } = options;
  const { provenance, services } = venue;
  const origin = { dataset, provenance, heardFrom: services.gamma };
  return CatalogueStore.during(root, origin, async (store) => {
    // What an earlier scan had read when it was killed.
    if (store.hasNews) await store.merge();
    let report: MarketScanReport | undefined;
    do {
      const turn = await scanTurn(store, options, report);
      if (store.hasNews) await store.merge();
      const { changes, manifest } = store;
      report = { ...sum(report, turn), changes, manifest };
    } while (report.ended === 'paused' && report.pages < (options.pagesMost ?? Infinity));
    return report;
  });
}

function scanTurn(
  store: CatalogueStore,
  { venue, withHistory, pagesMost = Infinity, pauseMs, onPage }: MarketScanOptions,
  before: ScanReport | undefined,
): Promise<ScanReport> {
  const { clock, gammaSource } = venue;
  const pages = before?.pages ?? 0;
  const rows = before?.rows ?? 0;
  const scan = new FullScan({
    gamma: impatient(gammaSource, clock),
    clock,
    store: placeAfterRows(store),
    take: (markets) => store.add(markets.map((row) => catalogueEntryOf(row, clock.now()))),
    ...(pauseMs === undefined ? {} : { pauseMs }),
    pagesMost: Math.min(PAGES_BETWEEN, pagesMost - pages),
    withHistory,
    mayBeginAnew: before?.begunAnew !== true,
    onPage: (page) =>
      onPage({
        ...page,
        pages: pages + page.pages,
        rows: rows + page.rows,
        expected: expectedRows(store.manifest, page),
      }),
  });
  return scan.run();
}

/** Only a whole pass over open markets has been counted before, if any has. */
function expectedRows(manifest: Manifest | undefined, page: ScannedPage): number | undefined {
  const { created = 0, accepting = 0, trading = 0 } = manifest?.catalogue?.states ?? {};
  const open = created + accepting + trading;
  if (page.lane !== 'open' || page.kind !== 'whole' || open <= page.rows) return undefined;
  return open;
}

function impatient(gamma: GammaSource, clock: Venue['clock']): GammaSource {
  return { ...gamma, marketPage: (query) => withinMs(clock, ANSWER_MS, gamma.marketPage(query)) };
}

/** The place is kept once the rows before it are on the disk, and a dataset is begun with them. */
function placeAfterRows(store: CatalogueStore): ScanStore {
  const file = new ScanFile(store.placePath);
  return {
    load: () => file.load(),
    save: async (state): Promise<Result<void>> => {
      try {
        await store.flush();
      } catch (error) {
        return refuse('scan_store', `what was read cannot be kept: ${String(error)}`);
      }
      const saved = await file.save(state);
      // Other commands take a dataset without tables for an unfinished one.
      if (store.manifest === undefined && store.hasNews) await store.merge();
      return saved;
    },
  };
}

function sum(before: ScanReport | undefined, turn: ScanReport): ScanReport {
  if (before === undefined) return turn;
  return {
    ...turn,
    pages: before.pages + turn.pages,
    calls: before.calls + turn.calls,
    rows: before.rows + turn.rows,
    begunAnew: before.begunAnew || turn.begunAnew,
    passes: [...before.passes, ...turn.passes],
  };
}
