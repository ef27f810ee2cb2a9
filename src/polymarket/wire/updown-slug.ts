import { MONTHS } from '../../domain/civil-date.ts';
import {
  type EasternReading,
  easternReading,
  easternTime,
  HOUR_MS,
} from '../../domain/eastern-time.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import { windowAt, windowFrom } from './updown-window.ts';
import { isUpDownFrame, SPELLED } from './updown-words.ts';

/** btc-updown-5m-1776081300; in September 2025 btc-up-or-down-15m-1758263400. */
const STAMPED = /^([a-z]{2,10})-(?:updown|up-or-down)-(5m|15m|1h|4h)-([1-9]\d{9})$/;
/** bitcoin-up-or-down-april-29-2026-4am-et. */
const HOUR = /^([a-z]+)-up-or-down-([a-z]+)-(\d{1,2})(?:-(\d{4}))?-(\d{1,2})(am|pm)-et$/;
/** bitcoin-up-or-down-on-february-7-2026. */
const DAY = /^([a-z]+)-up-or-down-on-([a-z]+)-(\d{1,2})(?:-(\d{4}))?$/;

const LONGEST_SLUG = 100;

/**
 * The window of a crypto up/down market from its slug; undefined for any other slug. The venue
 * names hours by their opening and days by their close, in New York's time; until early 2026
 * without the year, which is then the one that brings the window nearest to `near`. Recordings that
 * only tell asset, length and start use the stamped form for hours too.
 */
export function upDownWindow(slug: string, near?: Timestamp): UpDownWindow | undefined {
  if (slug.length > LONGEST_SLUG) return undefined;
  return stampedWindow(slug) ?? hourWindow(slug, near) ?? dayWindow(slug, near);
}

function stampedWindow(slug: string): UpDownWindow | undefined {
  const [, asset, frame, start] = STAMPED.exec(slug) ?? [];
  if (asset === undefined || frame === undefined || !isUpDownFrame(frame)) return undefined;
  return windowFrom(asset, frame, (Number(start) * MICROS_PER_SECOND) as Timestamp);
}

function hourWindow(slug: string, near: Timestamp | undefined): UpDownWindow | undefined {
  const [, name, month, day, year, hour, half] = HOUR.exec(slug) ?? [];
  const asset = assetOf(name);
  const hours = Number(hour);
  if (asset === undefined || !(hours >= 1 && hours <= 12)) return undefined;
  const opensAt = readingNear(month, day, year, (hours % 12) + (half === 'pm' ? 12 : 0), near);
  return opensAt === undefined ? undefined : windowFrom(asset, '1h', opensAt);
}

function dayWindow(slug: string, near: Timestamp | undefined): UpDownWindow | undefined {
  const [, name, month, day, year] = DAY.exec(slug) ?? [];
  const asset = assetOf(name);
  const closesAt = readingNear(month, day, year, 12, near);
  if (asset === undefined || closesAt === undefined) return undefined;
  return windowAt(asset, 'daily', (closesAt - 1) as Timestamp);
}

function assetOf(name: string | undefined): string | undefined {
  return Object.keys(SPELLED).find((asset) => SPELLED[asset] === name);
}

/** A moment by its words; without a year, the one nearest to `near`. */
function readingNear(
  monthName: string | undefined,
  day: string | undefined,
  year: string | undefined,
  hour: number,
  near: Timestamp | undefined,
): Timestamp | undefined {
  const month = MONTHS.indexOf(monthName ?? '');
  if (month < 0 || day === undefined) return undefined;
  if (year !== undefined) return momentOf(Number(year), month, Number(day), hour);
  if (near === undefined) return undefined;
  const nearYear = new Date(easternReading(near)).getUTCFullYear();
  const distance = (at: Timestamp) => Math.abs(at - near);
  return [nearYear - 1, nearYear, nearYear + 1]
    .map((some) => momentOf(some, month, Number(day), hour))
    .filter((at) => at !== undefined)
    .sort((a, b) => distance(a) - distance(b))[0];
}

function momentOf(year: number, month: number, day: number, hour: number): Timestamp | undefined {
  const midnight = Date.UTC(year, month, day);
  if (year < 2007 || new Date(midnight).getUTCDate() !== day) return undefined;
  return easternTime((midnight + hour * HOUR_MS) as EasternReading);
}
