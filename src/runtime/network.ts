import { SystemClock } from '../net/system-clock.ts';
import { wsTransport } from '../net/ws-transport.ts';
import { POLYMARKET } from '../polymarket/services.ts';
import { FEEDS, lookAtNetwork, type NetworkLook } from './network/look.ts';
import { SOFTWARE } from './software.ts';

/** Long enough for a slow line, short enough to wait for. */
const TIMEOUT_MS = 4_000;

/** Looks whether the venue and the feeds can be reached from this machine; takes some seconds. */
export function lookOutside(): Promise<NetworkLook> {
  return lookAtNetwork({
    services: POLYMARKET,
    feeds: FEEDS,
    clock: new SystemClock(),
    transport: wsTransport,
    userAgent: `polydesk/${SOFTWARE.version}`,
    timeoutMs: TIMEOUT_MS,
  });
}
