import { MICROS_PER_SECOND } from '../../domain/units.ts';
import type { ExchangeTime } from '../exchange-time.ts';

/** ASSUMPTION, kept here alone: the venue does not say how far a timestamp may be off. */
const OFF_SECONDS_MOST = 60;

/**
 * Whether a request was signed just now, by the exchange's time or by the machine's: a client of an
 * exchange with a time of its own may know only the one or the other.
 */
export function isFresh(seconds: string, time: ExchangeTime): boolean {
  if (!/^\d{1,12}$/.test(seconds)) return false;
  const stated = Number(seconds) * MICROS_PER_SECOND;
  const most = OFF_SECONDS_MOST * MICROS_PER_SECOND;
  return Math.abs(stated - time.now()) <= most || Math.abs(stated - time.wall()) <= most;
}
