import type { Performance, Report } from '../report.ts';

/** A finished run under the name that tells it from the others, e.g. a strategy or "50 ms". */
export type LabeledReport = { readonly label: string; readonly report: Report };

export type Comparison = {
  readonly title: string;
  /** What the rows differ in: "Strategy", "Latency". */
  readonly varies: string;
  /** In the order given. */
  readonly rows: readonly ComparedRow[];
  readonly reports: readonly LabeledReport[];
  /** Whether every run saw the same datasets, markets and period. */
  readonly sameData: boolean;
};

export type ComparedRow = {
  readonly label: string;
  readonly hash: string;
  readonly performance: Performance;
};

/** Puts runs side by side: a row for each run, or for each of its strategies if it has several. */
export function compareReports(
  reports: readonly LabeledReport[],
  options: { readonly title: string; readonly varies: string },
): Comparison {
  const rows = reports.flatMap(({ label, report }): ComparedRow[] => {
    const { hash } = report.record;
    if (report.strategies.length < 2) return [{ label, hash, performance: report.whole }];
    return report.strategies.map((performance) => ({
      label: `${label} · ${performance.name}`,
      hash,
      performance,
    }));
  });
  const seen = new Set(reports.map(({ report }) => dataOf(report)));
  return { ...options, rows, reports, sameData: seen.size < 2 };
}

function dataOf({ record }: Report): string {
  return JSON.stringify([
    record.sources,
    record.period,
    record.markets.map((market) => market.slug),
    record.resolutions,
  ]);
}

/** What a reader of several results must know before believing the best of them. */
export function cautionOf({ rows, sameData }: Comparison): string {
  const chance =
    rows.length > 1
      ? `${rows.length} results on one sample: each 95 % interval misses about one time in ` +
        'twenty, so the best of many looks better than it is.'
      : 'Intervals are 95 %.';
  return sameData ? chance : `${chance} These runs are NOT on the same data.`;
}
