import { performanceJson } from '../json/performance.ts';
import type { PerformanceJson } from '../json/schema.ts';
import type { Json } from '../run-record.ts';
import type { Comparison } from './comparison.ts';

/** Several runs side by side; numbers as in json/schema.ts. */
export type ComparisonJson = {
  readonly schema: 'polydesk.comparison';
  readonly schemaVersion: 1;
  readonly title: string;
  /** What the rows differ in, e.g. "Strategy" or "Latency". */
  readonly varies: string;
  /** False: the rows are not comparable. */
  readonly sameData: boolean;
  readonly rows: readonly {
    readonly label: string;
    /** Of the run's decisions. */
    readonly hash: string;
    readonly result: PerformanceJson;
  }[];
  readonly runs: readonly {
    readonly label: string;
    readonly hash: string;
    readonly configuration: Json;
  }[];
};

export function comparisonJson(comparison: Comparison): ComparisonJson {
  return {
    schema: 'polydesk.comparison',
    schemaVersion: 1,
    title: comparison.title,
    varies: comparison.varies,
    sameData: comparison.sameData,
    rows: comparison.rows.map(({ label, hash, performance }) => ({
      label,
      hash,
      result: performanceJson(performance),
    })),
    runs: comparison.reports.map(({ label, report }) => ({
      label,
      hash: report.record.hash,
      configuration: report.record.configuration,
    })),
  };
}
