import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { easternDate, whenEastern } from './eastern-clock.ts';

/** Frames whose windows are decided by the average of the reference; others are not listed here. */
export const SERIES_FRAMES = ['5m', '15m', '4h'] as const;
export type SeriesFrame = (typeof SERIES_FRAMES)[number];

export type Window = {
  readonly asset: string;
  readonly frame: SeriesFrame;
  readonly opensAt: Timestamp;
  readonly closesAt: Timestamp;
};

const LENGTH_S = { '5m': 300, '15m': 900 } as const;
const LONG_HOURS = 4;

/** The window that a time lies in; its opening belongs to it, its close to the next. */
export function windowAt(asset: string, frame: SeriesFrame, at: Timestamp): Window {
  if (frame === '4h') {
    const shown = easternDate(at);
    shown.setUTCHours(shown.getUTCHours() - (shown.getUTCHours() % LONG_HOURS), 0, 0, 0);
    const opensAt = whenEastern(shown);
    shown.setUTCHours(shown.getUTCHours() + LONG_HOURS);
    return { asset, frame, opensAt, closesAt: whenEastern(shown) };
  }
  const length = LENGTH_S[frame] * MICROS_PER_SECOND;
  const opensAt = (Math.floor(at / length) * length) as Timestamp;
  return { asset, frame, opensAt, closesAt: (opensAt + length) as Timestamp };
}
