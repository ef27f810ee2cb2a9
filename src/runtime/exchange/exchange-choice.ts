import { ASSET_MODELS } from '../../exchange/reference/asset-models.ts';
import { SERIES_FRAMES, type SeriesFrame } from '../../exchange/series/window.ts';

/** Assets whose price the local exchange can invent. */
export const EXCHANGE_ASSETS: readonly string[] = Object.keys(ASSET_MODELS);

/** Windows that it can roll. */
export const EXCHANGE_FRAMES: readonly SeriesFrame[] = SERIES_FRAMES;

export type ExchangeFrame = SeriesFrame;
