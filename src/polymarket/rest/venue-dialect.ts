import type { HttpDialect, LimiterReading, OutageMode } from '../../net/http-outcome.ts';
import { readVenueError, type VenueErrorCode } from '../wire/venue-error.ts';

/** Answers 503 that say what is still taken (protocol notes §4.3). */
const OUTAGES: Readonly<Partial<Record<VenueErrorCode, OutageMode>>> = {
  post_only_mode: 'postOnly',
  cancel_only: 'cancelOnly',
  trading_disabled: 'disabled',
};

/** What the venue writes in its own way. Docs api-reference/trading-rate-limits, read 2026-10. */
export const venueDialect: HttpDialect = {
  limiter(headers) {
    const reading: LimiterReading = {
      remaining: numberOf(headers.get('poly-ratelimit-remaining')),
      resetAtS: numberOf(headers.get('poly-ratelimit-reset')),
      tier: headers.get('poly-ratelimit-tier')?.slice(0, 40),
      warned: headers.get('poly-ratelimit-warning')?.toLowerCase() === 'true',
    };
    // A tier or a warning alone does not show that the limiter decided.
    return reading.remaining === undefined && reading.resetAtS === undefined ? undefined : reading;
  },
  outage(body) {
    const { code, retryAfterSeconds } = readVenueError(JSON.stringify(body) ?? '');
    const mode = OUTAGES[code];
    if (mode === undefined) return undefined;
    const retryAfterMs =
      retryAfterSeconds === undefined ? undefined : Math.ceil(retryAfterSeconds * 1_000);
    return { mode, retryAfterMs };
  },
};

function numberOf(text: string | null): number | undefined {
  return text !== null && /^-?\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}
