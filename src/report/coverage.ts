import { count, duration, plural, UNKNOWN } from './format.ts';
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
  /** Waits longer than LONG_SILENCE, the markets that had any, and the longest of all in µs. */
  readonly silences: number;
  readonly silentMarkets: number;
  readonly longestSilence: number | undefined;
};

/**
 * A wait between two messages that is worth telling, in µs. Of 282,515 waits in the complete
 * 5-minute windows of April 2026 that began at a midpoint of 0.10 to 0.90, three were longer.
 */
export const LONG_SILENCE = 5_000_000;

export function sumCoverage(coverage: RunRecord['coverage']): CoverageSum {
  const gaps = coverage.flatMap((market) => market.gaps);
  const silences = coverage.flatMap((market) => market.silence ?? []);
  return {
    markets: coverage.length,
    complete: coverage.filter((market) => market.complete).length,
    incomplete: coverage.filter((market) => !market.complete && market.rows > 0).length,
    empty: coverage.filter((market) => market.rows === 0).length,
    rows: coverage.reduce((sum, market) => sum + market.rows, 0),
    gaps: gaps.length,
    gapMicros: gaps.reduce((sum, gap) => sum + (gap.to - gap.from), 0),
    withTrades: coverage.filter((market) => market.hasTrades).length,
    silences: silences.reduce((sum, { long }) => sum + long, 0),
    silentMarkets: silences.filter(({ long }) => long > 0).length,
    longestSilence: silences.reduce<number | undefined>(
      (most, { longest }) => Math.max(most ?? 0, longest),
      undefined,
    ),
  };
}

/** "33 longer than 5 s in 20 markets, the longest 38 s", or that there was none. */
export function silenceText({ silences, silentMarkets, longestSilence }: CoverageSum): string {
  if (longestSilence === undefined) return UNKNOWN;
  const limit = `longer than ${duration(LONG_SILENCE)}`;
  const found =
    silences === 0
      ? `none ${limit}`
      : `${count(silences)} ${limit} in ${plural(silentMarkets, 'market')}`;
  return `${found}, the longest ${duration(longestSilence)}`;
}
