import { exchangeClock } from '../../runtime/exchange/exchange-clock.ts';
import { openVenue, servicesAt, type Venue } from '../../runtime/venue.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { openOutput } from '../output/output.ts';

const HERE = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

const NO_CLOCK = (exchange: string) =>
  `No exchange answers at ${exchange}: its time is taken to be this machine's. If it is to run ` +
  'faster, or plays a recording, start it first, then this again.';

/** The venue, or an exchange on this machine by its address, whose time is then ours. */
export async function venueAt(exchange: string | undefined): Promise<Venue> {
  if (exchange === undefined) return openVenue();
  requireHere(exchange);
  const services = servicesAt(exchange);
  const clock = await exchangeClock(services.clob);
  if (clock === undefined) openOutput({ forMachine: true }).note(NO_CLOCK(exchange));
  return openVenue(services, clock);
}

/** @throws CommandFailure unless it is the address of an exchange on this machine. */
export function requireHere(exchange: string): void {
  if (!(/^https?:\/\/[^/]+/.test(exchange) && URL.canParse(exchange))) {
    const remedy = 'Write it as http://127.0.0.1:8430.';
    throw new CommandFailure(EXIT.usage, `--exchange ${exchange} is no address`, remedy);
  }
  if (!HERE.test(new URL(exchange).hostname)) {
    const remedy = 'An exchange stands on this machine: 127.0.0.1, localhost or [::1].';
    throw new CommandFailure(EXIT.usage, `--exchange ${exchange} is another machine`, remedy);
  }
}
