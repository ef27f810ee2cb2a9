/** How the invented price of an asset behaves. */
export type AssetModel = {
  /** Dollars at the very beginning. */
  readonly startPrice: number;
  /** Of log returns over a year, in the long run and without jumps: 0.5 is 50 %. */
  readonly annualVolatility: number;
  /** Expected number of jumps in a day. */
  readonly jumpsPerDay: number;
  /** Standard deviation of a jump's log return. */
  readonly jumpSize: number;
};

/**
 * All numbers here are invented: of the size that such assets have had, measured on nothing. Prices
 * that come of them are simulated and say nothing about any real asset.
 */
export const ASSET_MODELS: Readonly<Record<string, AssetModel>> = {
  btc: { startPrice: 100_000, annualVolatility: 0.45, jumpsPerDay: 4, jumpSize: 0.0012 },
  eth: { startPrice: 3_500, annualVolatility: 0.6, jumpsPerDay: 4, jumpSize: 0.0016 },
  sol: { startPrice: 180, annualVolatility: 0.75, jumpsPerDay: 5, jumpSize: 0.002 },
  xrp: { startPrice: 2.2, annualVolatility: 0.75, jumpsPerDay: 5, jumpSize: 0.002 },
  doge: { startPrice: 0.18, annualVolatility: 0.85, jumpsPerDay: 6, jumpSize: 0.0024 },
  bnb: { startPrice: 850, annualVolatility: 0.5, jumpsPerDay: 4, jumpSize: 0.0014 },
  hype: { startPrice: 35, annualVolatility: 0.95, jumpsPerDay: 6, jumpSize: 0.0028 },
};
