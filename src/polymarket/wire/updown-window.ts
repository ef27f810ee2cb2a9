import {
  type EasternReading,
  easternReading,
  easternTimeOf,
  HOUR_MS,
} from '../../domain/eastern-time.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { UpDownFrame } from '../../domain/up-down-rule.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';

/** Frames that the clock in New York cuts, in its ms: how long, and from where on. */
const EASTERN = {
  '4h': { lengthMs: 4 * HOUR_MS, fromMs: 0 },
  daily: { lengthMs: 24 * HOUR_MS, fromMs: 12 * HOUR_MS },
} as const;

/** Frames of the same length everywhere, cut from the beginning of 1970. */
const SECONDS = { '5m': 300, '15m': 900, '1h': 3_600 } as const;

/**
 * The window of a frame that a time lies in; the opening belongs to it, the close to the next.
 *
 * 4-hour windows open at 0, 4, 8, 12, 16 and 20 h in New York and days at noon, summer and winter
 * (recorded windows of both). ASSUMPTION, kept here alone: when clocks change, the window from 0 h
 * ends at 4 h as well and so lasts three or five hours. No recording has such a night.
 */
export function windowAt(asset: string, frame: UpDownFrame, at: Timestamp): UpDownWindow {
  if (frame === '4h' || frame === 'daily') {
    const { lengthMs, fromMs } = EASTERN[frame];
    const elapsed = easternReading(at) - fromMs;
    const shown = elapsed - (((elapsed % lengthMs) + lengthMs) % lengthMs) + fromMs;
    const opensAt = easternTimeOf(shown as EasternReading);
    return { asset, frame, opensAt, closesAt: easternTimeOf((shown + lengthMs) as EasternReading) };
  }
  const length = SECONDS[frame] * MICROS_PER_SECOND;
  const opensAt = (Math.floor(at / length) * length) as Timestamp;
  return { asset, frame, opensAt, closesAt: (opensAt + length) as Timestamp };
}

/** The window that opens at this moment, if one does. */
export function windowFrom(
  asset: string,
  frame: UpDownFrame,
  opensAt: Timestamp,
): UpDownWindow | undefined {
  const window = windowAt(asset, frame, opensAt);
  return window.opensAt === opensAt ? window : undefined;
}
