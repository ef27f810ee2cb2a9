/** A probability that was said or paid for, and whether it came true. */
export type Forecast = { readonly probability: number; readonly happened: boolean };

/** Forecasts that are near to each other, taken as one. */
export type ForecastBin = {
  readonly count: number;
  /** Average forecast in the bin. */
  readonly forecast: number;
  /** The share of them that came true. */
  readonly observed: number;
};

/** Scores of probability forecasts: lower is better, except resolution. */
export type ForecastScore = {
  /** Mean squared error. */
  readonly brier: number;
  /** Murphy 1973: how far the bins' forecasts are from what came. */
  readonly reliability: number;
  /** How far the bins' results are from the overall rate. */
  readonly resolution: number;
  /** rate * (1 - rate). */
  readonly uncertainty: number;
  /**
   * brier - (reliability - resolution + uncertainty): what forecasts vary within their bins; 0
   * when they are constant there. Stephenson 2008.
   */
  readonly withinBins: number;
  /** Mean of -ln(probability given to what happened); infinite for a sure thing that failed. */
  readonly logLoss: number;
  /** Expected calibration error: sum (n_k/n) |f_k - o_k|. Naeini 2015. */
  readonly calibrationError: number;
  /** What that error would be on average if every forecast were right: sqrt(2f(1-f)/(pi n)). */
  readonly calibrationErrorByChance: number;
};

/** Undefined without forecasts. `bins` are those of the same forecasts. */
export function scoreForecasts(
  forecasts: readonly Forecast[],
  bins: readonly ForecastBin[],
): ForecastScore | undefined {
  const count = forecasts.length;
  if (count === 0) return undefined;
  const mean = (of: (forecast: Forecast) => number) =>
    forecasts.reduce((sum, forecast) => sum + of(forecast), 0) / count;
  const weigh = (of: (bin: ForecastBin) => number) =>
    bins.reduce((sum, bin) => sum + (bin.count / count) * of(bin), 0);
  const rate = mean(({ happened }) => (happened ? 1 : 0));
  const brier = mean(({ probability, happened }) => (probability - (happened ? 1 : 0)) ** 2);
  const reliability = weigh((bin) => (bin.forecast - bin.observed) ** 2);
  const resolution = weigh((bin) => (bin.observed - rate) ** 2);
  const uncertainty = rate * (1 - rate);
  return {
    brier,
    reliability,
    resolution,
    uncertainty,
    withinBins: brier - (reliability - resolution + uncertainty),
    logLoss: mean(
      ({ probability, happened }) => -Math.log(happened ? probability : 1 - probability),
    ),
    calibrationError: weigh((bin) => Math.abs(bin.forecast - bin.observed)),
    calibrationErrorByChance: weigh((bin) =>
      Math.sqrt((2 * bin.forecast * (1 - bin.forecast)) / (Math.PI * bin.count)),
    ),
  };
}

/**
 * Murphy's reliability without its bias: a right forecast, too, is some way off in a sample. May be
 * below 0. Undefined where a bin has one forecast only. Ferro, Fricker 2012.
 */
export function unbiasedReliability(bins: readonly ForecastBin[]): number | undefined {
  if (bins.length === 0 || bins.some((bin) => bin.count < 2)) return undefined;
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  return bins.reduce((sum, { count: own, forecast, observed }) => {
    const bias = (observed * (1 - observed)) / (own - 1);
    return sum + (own / count) * ((forecast - observed) ** 2 - bias);
  }, 0);
}
