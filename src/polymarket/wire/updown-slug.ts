import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';

/** Lengths the venue lists under this form of slug; venue, read 2026-10. */
const SECONDS: Readonly<Record<string, number>> = {
  '5m': 300,
  '15m': 900,
  '1h': 3600,
  '4h': 14400,
};

const SLUG = /^([a-z]{2,10})-updown-(5m|15m|1h|4h)-([1-9]\d{9})$/;

/**
 * The window of a crypto up/down market from its slug, `{asset}-updown-{length}-{unix start}`;
 * undefined for any other slug. The venue names its own 1-hour windows differently; recordings
 * that only tell asset, length and start use `1h` here. 4-hour windows start on US Eastern hours,
 * so only the shorter ones must start on a multiple of their length.
 */
export function upDownWindow(slug: string): UpDownWindow | undefined {
  const [, asset, length, start] = SLUG.exec(slug) ?? [];
  if (asset === undefined || length === undefined || start === undefined) return undefined;
  const durationSeconds = SECONDS[length];
  if (durationSeconds === undefined) return undefined;
  const opens = Number(start);
  if (opens % Math.min(durationSeconds, 3600) !== 0) return undefined;
  return {
    asset,
    durationSeconds,
    opensAt: (opens * MICROS_PER_SECOND) as Timestamp,
    closesAt: ((opens + durationSeconds) * MICROS_PER_SECOND) as Timestamp,
  };
}
