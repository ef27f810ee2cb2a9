import type { Forecast, ForecastBin } from '../../domain/forecast-score.ts';

/**
 * Bins of about equally many forecasts, for scores whose chance part is alike in each (formulas.md
 * §11). Equal forecasts share a bin, so there may be fewer than `bins`.
 */
export function equalMassBins(forecasts: readonly Forecast[], bins: number): ForecastBin[] {
  const sorted = forecasts.toSorted((a, b) => a.probability - b.probability);
  const found: ForecastBin[] = [];
  let from = 0;
  for (let bin = 1; bin <= bins; bin++) {
    let to = Math.max(Math.round((bin * sorted.length) / bins), from);
    while (to < sorted.length && sorted[to]?.probability === sorted[to - 1]?.probability) to++;
    if (to > from) found.push(binOf(sorted.slice(from, to)));
    from = to;
  }
  return found;
}

function binOf(members: readonly Forecast[]): ForecastBin {
  const count = members.length;
  const sum = members.reduce((all, { probability }) => all + probability, 0);
  const hits = members.filter(({ happened }) => happened).length;
  return { count, forecast: sum / count, observed: hits / count };
}
