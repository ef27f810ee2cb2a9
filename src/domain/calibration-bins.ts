import type { Forecast, ForecastBin } from './forecast-score.ts';
import type { Interval } from './interval.ts';
import { wilson } from './wilson.ts';

export type CalibrationBin = ForecastBin & {
  /** Edges, as probabilities; the last bin includes 1. */
  readonly from: number;
  readonly to: number;
  readonly hits: number;
  readonly interval: Interval;
};

/** Forecasts in equally wide bins; empty bins are left out. */
export function calibrate(forecasts: readonly Forecast[], bins: number): CalibrationBin[] {
  const groups = Map.groupBy(forecasts, ({ probability }) =>
    Math.min(bins - 1, Math.floor(probability * bins + 1e-9)),
  );
  return [...groups]
    .sort(([a], [b]) => a - b)
    .flatMap(([bin, members]) => {
      const hits = members.filter((member) => member.happened).length;
      const interval = wilson(hits, members.length);
      if (interval === undefined) return [];
      return {
        from: bin / bins,
        to: (bin + 1) / bins,
        count: members.length,
        hits,
        forecast: members.reduce((sum, m) => sum + m.probability, 0) / members.length,
        observed: hits / members.length,
        interval,
      };
    });
}
