import { marketLister } from '../runtime/markets.ts';
import { openVenue } from '../runtime/venue.ts';
import { marketsCommand } from './markets.ts';

/** The command over the venue's own listing. */
export const { configure } = marketsCommand(() => {
  const { gammaSource, clock } = openVenue();
  return marketLister({ gamma: gammaSource, clock });
});
