import type { VenueWire } from '../../ports/venue-wire.ts';
import { readFeeSchedule } from './fee-schedule.ts';
import { readLevels } from './levels.ts';
import { readMarketFrame } from './market/market-frame.ts';
import { readPriceFrame } from './prices/rtds-frame.ts';
import { upDownWindow } from './updown-slug.ts';

/** Polymarket's formats behind the port, for importers and recorders that runtime wires. */
export const polymarketWire: VenueWire = {
  readMarketFrame,
  readPriceFrame,
  readLevels,
  feeSchedule: readFeeSchedule,
  upDownWindow,
};
