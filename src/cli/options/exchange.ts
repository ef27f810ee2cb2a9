import { openVenue, servicesAt, type Venue } from '../../runtime/venue.ts';
import { CommandFailure, EXIT } from '../failure.ts';

/** The venue, or an exchange on this machine by its address. */
export function venueAt(exchange: string | undefined): Venue {
  if (exchange !== undefined && !/^https?:\/\/[^/]+/.test(exchange)) {
    const remedy = 'Write it as http://127.0.0.1:8430.';
    throw new CommandFailure(EXIT.usage, `--exchange ${exchange} is no address`, remedy);
  }
  return openVenue(exchange === undefined ? undefined : servicesAt(exchange));
}
