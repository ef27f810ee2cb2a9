import type { RunRecord } from './run-record.ts';

/** Coverage of all markets, added up. */
export type CoverageSum = {
  readonly markets: number;
  readonly complete: number;
  /** With rows, but cut short or with a gap. */
  readonly incomplete: number;
  readonly empty: number;
  readonly rows: number;
  readonly gaps: number;
  /** Microseconds; gaps of different markets count each. */
  readonly gapMicros: number;
  readonly withTrades: number;
};

export function sumCoverage(coverage: RunRecord['coverage']): CoverageSum {
  const gaps = coverage.flatMap((market) => market.gaps);
  return {
    markets: coverage.length,
    complete: coverage.filter((market) => market.complete).length,
    incomplete: coverage.filter((market) => !market.complete && market.rows > 0).length,
    empty: coverage.filter((market) => market.rows === 0).length,
    rows: coverage.reduce((sum, market) => sum + market.rows, 0),
    gaps: gaps.length,
    gapMicros: gaps.reduce((sum, gap) => sum + (gap.to - gap.from), 0),
    withTrades: coverage.filter((market) => market.hasTrades).length,
  };
}
