import { type Geoblock, readGeoblock } from '../wire/geoblock.ts';
import type { VenueOutcome } from './outcome.ts';
import { type ServiceOptions, VenueService } from './service.ts';

/** Asks the venue's site whether it takes orders from here. `address`: services.ts. */
export function askGeoblock(
  address: string,
  options: ServiceOptions,
): Promise<VenueOutcome<Geoblock>> {
  const { origin, pathname } = new URL(address);
  const service = new VenueService(origin, options);
  return service.ask({ path: pathname, limits: [], read: readGeoblock });
}
