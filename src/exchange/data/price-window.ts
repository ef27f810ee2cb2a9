import { ok, type Result, refuse } from '../../domain/result.ts';
import { ownEntry } from '../wire/own-entry.ts';
import type { Query } from '../wire/query.ts';

/** Which stretch of prices is asked for, how finely; in seconds, the end not within it. */
export type Grain = {
  readonly start: number;
  readonly end: number;
  readonly bucket: number;
  /** Only the last of them. */
  readonly isOne: boolean;
};

const DAY = 86_400;
const HALF_DAY = 43_200;
const STRETCH_MOST = 15 * DAY;
const BUCKET_LEAST = 60;
/** Widths that the service chooses from, and how many rows it wants at most. */
const TIERS = [300, 1_800, 10_800, HALF_DAY];
const ROWS_MOST = 2_500;

type Interval = { readonly back: number; readonly usual: number; readonly least: number };
const WHOLE: Interval = { back: Number.POSITIVE_INFINITY, usual: HALF_DAY, least: 600 };
const INTERVALS: Readonly<Record<string, Interval>> = {
  max: WHOLE,
  all: WHOLE,
  '1m': { back: 30 * DAY, usual: 1_800, least: 600 },
  '1w': { back: 7 * DAY, usual: 300, least: 300 },
  '1d': { back: DAY, usual: 60, least: BUCKET_LEAST },
  '6h': { back: 21_600, usual: 60, least: BUCKET_LEAST },
  '1h': { back: 3_600, usual: 60, least: BUCKET_LEAST },
};

/** A stretch, an interval up to now, or a moment: one of them (venue docs, read 2026-11). */
export function grainOf(query: Query, now: number): Result<Grain> {
  const forms = ['start', 'interval', 'as_of'].filter((name) => query.has(name));
  const [form] = forms;
  if (forms.length !== 1) return wrong('exactly one of start, interval and as_of');
  const bucket = query.count('bucket_seconds');
  if (bucket !== undefined && (bucket < BUCKET_LEAST || bucket > DAY)) {
    return wrong('bucket_seconds is invalid');
  }
  if (form === 'interval') return ofInterval(query.text('interval') ?? '', bucket, now);
  if (form === 'start') return ofStretch(query, bucket, now);
  const end = (query.count('as_of') ?? 0) + 1;
  return ok({ start: 0, end, bucket: BUCKET_LEAST, isOne: true });
}

function ofInterval(name: string, asked: number | undefined, now: number): Result<Grain> {
  const interval = ownEntry(INTERVALS, name);
  if (interval === undefined) return wrong('interval is invalid');
  const { back, usual, least } = interval;
  const bucket = Math.max(asked ?? usual, least);
  return ok({ start: now - back, end: now + 1, bucket, isOne: false });
}

function ofStretch(query: Query, asked: number | undefined, now: number): Result<Grain> {
  const start = query.count('start') ?? 0;
  const end = query.count('end') ?? now + 1;
  if (start === 0) return wrong('start is invalid');
  if (end === 0) return wrong('end is invalid');
  if (end - start > STRETCH_MOST) return wrong('at most 15 days');
  return ok({ start, end, bucket: asked ?? chosen(end - start), isOne: false });
}

/** The finest that keeps the rows few; minutes only for half a day. */
function chosen(span: number): number {
  if (span <= HALF_DAY) return BUCKET_LEAST;
  return TIERS.find((tier) => span / tier < ROWS_MOST) ?? HALF_DAY;
}

function wrong(what: string): Result<never> {
  return refuse('invalid_query', what);
}
