import { join } from 'node:path';
import type { MarketFacts } from '../domain/market-facts.ts';
import { ArchiveError } from './archive-error.ts';
import { judgeSeries } from './completeness.ts';
import { contentHash } from './content-hash.ts';
import type { Duck } from './duck.ts';
import type { DatasetFacts, Importer } from './importer.ts';
import { LAYOUT_VERSION, MANIFEST_FILE } from './layout.ts';
import type { DatasetCounts, HourRows, Manifest, SeriesCoverage, TableRows } from './manifest.ts';
import { MarketRegister } from './market-register.ts';
import type { StoredMarket } from './market-row.ts';
import type { Receipt } from './receipt.ts';
import { writeJson } from './receipt-store.ts';
import { mergeSeriesTotals, type SeriesTotals } from './series-totals.ts';
import { writeSmallTables } from './small-tables.ts';
import { strikeCount } from './strike-rows.ts';
import { summed } from './summed.ts';

/** Writes small tables and, last, the manifest, all from the receipts: no event is read again. */
export async function finalizeDataset(
  duck: Duck,
  folder: string,
  facts: DatasetFacts,
  importer: Pick<Importer, 'name' | 'version'>,
  receipts: readonly Receipt[],
): Promise<Manifest> {
  const markets = new MarketRegister();
  for (const receipt of receipts) {
    for (const { number, facts: market } of receipt.markets) markets.restore(number, market);
  }
  refuseGaps(markets, facts.name);
  const files = receipts.flatMap((receipt) => receipt.files);
  const totals = mergeSeriesTotals(receipts.map((receipt) => receipt.series));
  const stored = storedMarkets(markets, totals);
  await writeSmallTables(duck, folder, facts.provenance, stored, receipts);
  const series = totals.map((total) => coverageOf(total, stored, facts));
  const quarantine = summed(receipts.map((receipt) => receipt.quarantineCounts));
  const manifest: Manifest = {
    layoutVersion: LAYOUT_VERSION,
    dataset: facts.name,
    source: facts.source,
    licence: facts.licence,
    provenance: facts.provenance,
    replayClock: facts.replayClock,
    notes: facts.notes,
    importer: { name: importer.name, version: importer.version },
    inputs: inputsOf(receipts),
    units: receipts.map((receipt) => receipt.unit),
    rows: rowsOf(receipts, stored.length, quarantine),
    counts: countsOf(series, quarantine),
    period: periodOf(totals),
    completeness: facts.complete,
    series,
    hours: hoursOf(totals),
    defects: summed(receipts.map((receipt) => receipt.defects)),
    quarantine,
    feeds: [...new Set(receipts.flatMap((receipt) => receipt.feeds))].sort(),
    files,
    contentHash: contentHash(facts, stored, receipts),
  };
  await writeJson(join(folder, MANIFEST_FILE), manifest);
  return manifest;
}

/** Rows carry numbers, so none may be left over from a unit that was taken back. */
function refuseGaps(markets: MarketRegister, dataset: string): void {
  const gap = markets.all.findIndex((market: MarketFacts | undefined) => market === undefined);
  if (gap < 0) return;
  throw new ArchiveError(
    'archive_damaged',
    `dataset ${dataset} lost its market number ${gap}, which no input tells any more. ` +
      'Import all recordings into an empty folder.',
  );
}

function storedMarkets(markets: MarketRegister, totals: readonly SeriesTotals[]): StoredMarket[] {
  const ticks = new Map(totals.map((total) => [total.market * 2 + total.outcome, total.ticks]));
  return markets.all.map((facts, number) => ({
    number,
    facts,
    ticks: [ticks.get(number * 2) ?? [], ticks.get(number * 2 + 1) ?? []],
  }));
}

function coverageOf(
  total: SeriesTotals,
  markets: readonly StoredMarket[],
  facts: DatasetFacts,
): SeriesCoverage {
  const {
    ticks: _,
    firstMessage: __,
    lastMessage: ___,
    firstBook,
    lastBook: ____,
    ...rest
  } = total;
  const market = markets[total.market]?.facts;
  const verdict =
    market === undefined
      ? { complete: undefined, because: [] }
      : judgeSeries(total, market, facts.complete);
  const opensAt = market?.opensAt;
  return {
    ...rest,
    largestSilenceMs: Math.max(0, ...total.hours.map((hour) => hour.largestSilenceMs)),
    slug: market?.slug ?? '',
    firstBookDelayMs:
      opensAt === undefined || firstBook === undefined ? undefined : (firstBook - opensAt) / 1_000,
    complete: verdict.complete,
    incompleteBecause: verdict.because,
  };
}

function inputsOf(receipts: readonly Receipt[]): Manifest['inputs'] {
  const inputs = new Map(
    receipts.flatMap((receipt) => receipt.inputs).map((input) => [input.name, input]),
  );
  return [...inputs.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function rowsOf(
  receipts: readonly Receipt[],
  markets: number,
  quarantine: Readonly<Record<string, number>>,
): TableRows {
  const count = (of: (receipt: Receipt) => number) =>
    receipts.reduce((sum, receipt) => sum + of(receipt), 0);
  const filed = (table: string) => (receipt: Receipt) =>
    receipt.files.reduce((sum, file) => sum + (file.table === table ? file.rows : 0), 0);
  return {
    events: count(filed('events')),
    references: count(filed('references')),
    markets,
    resolutions: new Set(receipts.flatMap((r) => r.resolutions.map(({ market }) => market))).size,
    strikes: strikeCount(receipts.flatMap((receipt) => receipt.strikes)),
    gaps: count((receipt) => receipt.gaps.length),
    quarantine: Object.values(quarantine).reduce((sum, rows) => sum + rows, 0),
  };
}

function countsOf(
  series: readonly SeriesCoverage[],
  quarantine: Readonly<Record<string, number>>,
): DatasetCounts {
  const sum = (of: (one: SeriesCoverage) => number) =>
    series.reduce((total, one) => total + of(one), 0);
  const judged = (complete: boolean | undefined) =>
    series.filter((one) => one.complete === complete).length;
  return {
    books: sum((one) => one.books),
    confirmations: sum((one) => one.confirmations),
    deltas: sum((one) => one.deltas),
    trades: sum((one) => one.trades),
    lateTrades: sum((one) => one.lateTrades),
    toldPrices: sum((one) => one.toldPrices ?? 0) || undefined,
    levels: sum((one) => one.levels),
    crossed: quarantine.crossed_book ?? 0,
    tokenSeries: series.length,
    completeSeries: judged(true),
    incompleteSeries: judged(false),
    unjudgedSeries: judged(undefined),
  };
}

function periodOf(totals: readonly SeriesTotals[]): Manifest['period'] {
  if (totals.length === 0) return undefined;
  return {
    from: totals.reduce((min, total) => Math.min(min, total.from), Number.POSITIVE_INFINITY),
    to: totals.reduce((max, total) => Math.max(max, total.to), 0),
  };
}

function hoursOf(totals: readonly SeriesTotals[]): HourRows[] {
  const rows = new Map<number, number>();
  for (const { hour, rows: more } of totals.flatMap((total) => total.hours)) {
    rows.set(hour, (rows.get(hour) ?? 0) + more);
  }
  return [...rows].map(([hour, count]) => ({ hour, rows: count })).sort((a, b) => a.hour - b.hour);
}
