import { openVenue, servicesAt, type Venue } from '../../runtime/venue.ts';
import { CommandFailure, EXIT } from '../failure.ts';

const HERE = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

/** The venue, or an exchange on this machine by its address. */
export function venueAt(exchange: string | undefined): Venue {
  if (exchange !== undefined && !(/^https?:\/\/[^/]+/.test(exchange) && URL.canParse(exchange))) {
    const remedy = 'Write it as http://127.0.0.1:8430.';
    throw new CommandFailure(EXIT.usage, `--exchange ${exchange} is no address`, remedy);
  }
  if (exchange !== undefined && !HERE.test(new URL(exchange).hostname)) {
    const remedy = 'An exchange stands on this machine: 127.0.0.1, localhost or [::1].';
    throw new CommandFailure(EXIT.usage, `--exchange ${exchange} is another machine`, remedy);
  }
  return openVenue(exchange === undefined ? undefined : servicesAt(exchange));
}
