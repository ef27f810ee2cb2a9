import { MICROS_PER_SECOND } from '../domain/units.ts';
import { duration } from '../report/format.ts';
import { clockTime } from './clock-time.ts';

type VenueSeen = {
  readonly mode: string;
  readonly heartbeat: string;
  readonly userChannel: string;
  /** µs; undefined: never, or a desk of an earlier version does not tell. */
  readonly heardAt?: number | undefined;
};

/** A heartbeat is answered each 5 s while all is well: a second more is silence, µs. */
const SILENT_AFTER = 6 * MICROS_PER_SECOND;

/** How a live desk stands with the venue; where that is silent, as of when that is known. */
export function venueInWords({ mode, heartbeat, userChannel, heardAt }: VenueSeen, now: number) {
  const said = `venue ${mode}, heartbeat ${heartbeat}, user channel ${userChannel}`;
  if (heardAt === undefined) return said;
  const silent = now - heardAt;
  // A channel that has closed is the first sign of a venue that is gone.
  if (silent < SILENT_AFTER && userChannel === 'open') return said;
  return `${said}: NOTHING HEARD since ${clockTime(heardAt)} UTC (${duration(silent)})`;
}
