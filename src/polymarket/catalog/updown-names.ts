import { MONTHS } from '../../domain/civil-date.ts';
import { easternReading } from '../../domain/eastern-time.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import type { UpDownFrame } from '../../domain/up-down-rule.ts';
import type { UpDownWindow } from '../../ports/venue-wire.ts';
import { upDownWindow } from '../wire/updown-slug.ts';
import { SPELLED } from '../wire/updown-words.ts';

// Names of hours and days without the year were last recorded on 2026-02-08, with the year first on
// 2026-04-29; since when exactly is not documented, so between the two both are tried.
const LAST_WITHOUT_YEAR = (Date.UTC(2026, 1, 9) * 1_000) as Timestamp;
const FIRST_WITH_YEAR = (Date.UTC(2026, 3, 29) * 1_000) as Timestamp;

/**
 * The slugs under which the venue may list a window, the likelier first. None for what it does not
 * name: an asset without hours and days, and the second of the two hours from 1 to 2 in the night
 * that ends summer time (how the venue names it is not known; the tag finds it by its times).
 */
export function slugsOf({ asset, frame, opensAt, closesAt }: UpDownWindow): readonly string[] {
  if (frame !== '1h' && frame !== 'daily') {
    return [`${asset}-updown-${frame}-${opensAt / MICROS_PER_SECOND}`];
  }
  const spelled = SPELLED[asset];
  if (spelled === undefined) return [];
  return nameForms(frame === '1h' ? opensAt : closesAt, frame)
    .map((name) => `${spelled}-up-or-down-${name}`)
    .filter((slug) => upDownWindow(slug, opensAt)?.opensAt === opensAt);
}

/**
 * Does the venue list such windows of the asset at all? It has no hours and days of assets without
 * a spelled name (protocol notes §2.2).
 */
export function hasFrame(asset: string, frame: UpDownFrame): boolean {
  return (frame !== '1h' && frame !== 'daily') || SPELLED[asset] !== undefined;
}

/** What repeats, as Gamma's `seriesSlug` says it: btc-up-or-down-hourly. */
export function seriesSlugOf({ asset, frame }: Pick<UpDownWindow, 'asset' | 'frame'>): string {
  return `${asset}-up-or-down-${frame === '1h' ? 'hourly' : frame}`;
}

function nameForms(named: Timestamp, frame: '1h' | 'daily'): string[] {
  const shown = new Date(easternReading(named));
  const day = `${MONTHS[shown.getUTCMonth()]}-${shown.getUTCDate()}`;
  const hour = shown.getUTCHours();
  const time = `-${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}-et`;
  const say = (date: string) => (frame === '1h' ? `${date}${time}` : `on-${date}`);
  const withYear = say(`${day}-${shown.getUTCFullYear()}`);
  if (named >= FIRST_WITH_YEAR) return [withYear];
  return named < LAST_WITHOUT_YEAR ? [say(day)] : [withYear, say(day)];
}
