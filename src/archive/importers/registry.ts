import type { Importer } from '../importer.ts';
import { assetMids } from './asset-mids.ts';
import { bboSeconds } from './bbo-seconds.ts';
import { btc5mBooks } from './btc-5m-books.ts';
import { chainlinkOutcomes } from './chainlink-outcomes.ts';
import { frameLogs } from './frame-logs.ts';
import { hourQuotes } from './hour-quotes.ts';
import { lateLadders } from './late-ladders.ts';
import { minutePrices } from './minute-prices.ts';
import { mlbDeltas } from './mlb-deltas.ts';
import { multiAsset } from './multi-asset.ts';
import { rawFrames } from './raw-frames.ts';
import { top5Binance } from './top5-binance.ts';
import { top5Chainlink } from './top5-chainlink.ts';

/** Every recording format that can be imported. No two recognize the same input. */
export const IMPORTERS: readonly Importer[] = [
  btc5mBooks,
  top5Chainlink,
  mlbDeltas,
  multiAsset,
  rawFrames,
  bboSeconds,
  chainlinkOutcomes,
  top5Binance,
  minutePrices,
  assetMids,
  hourQuotes,
  lateLadders,
  frameLogs,
];
