import { join } from 'node:path';

/** Raised when the files of an archive change their meaning. */
export const LAYOUT_VERSION = 5;

/** Folders of one dataset, relative to the archive's root and to the dataset. */
export const VENUE_FOLDER = 'venue=polymarket';
export const MANIFEST_FILE = 'manifest.json';
/** Holds one receipt for each finished unit. */
export const RECEIPTS_FOLDER = 'receipts';
/** Before a dataset's name in the name of its folder. */
export const DATASET_PREFIX = 'dataset=';
/** Unfinished work: nothing in it counts. */
export const WORK_FOLDER = '.work';

export function datasetFolder(root: string, dataset: string): string {
  return join(root, VENUE_FOLDER, `${DATASET_PREFIX}${dataset}`);
}

/** Path of an event file inside its dataset; always with forward slashes. */
export function eventFile(day: string, unit: string, part: number): string {
  return `events/day=${day}/${unit}.${part}.parquet`;
}

export function referenceFile(unit: string, part: number): string {
  return `references/${unit}.${part}.parquet`;
}

/** Small tables, one file each, written anew from the receipts after every import. */
export const TABLE_FILES = {
  markets: 'markets.parquet',
  resolutions: 'resolutions.parquet',
  strikes: 'strikes.parquet',
  gaps: 'gaps.parquet',
  quarantine: 'quarantine.parquet',
} as const;

const MICROS_PER_DAY = 86_400_000_000;

/** UTC day of a timestamp in µs, e.g. 2026-04-13. */
export function dayOf(micros: number): string {
  return new Date(Math.floor(micros / MICROS_PER_DAY) * 86_400_000).toISOString().slice(0, 10);
}

/** First microsecond of the day after. */
export function nextDay(micros: number): number {
  return (Math.floor(micros / MICROS_PER_DAY) + 1) * MICROS_PER_DAY;
}
