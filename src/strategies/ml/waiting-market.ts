import { SCALE, type Timestamp } from '../../domain/units.ts';
import { packed, unpacked } from '../../models/packed-numbers.ts';
import { isCount, isNumbers } from '../../models/saved.ts';

/** What was seen of a market whose outcome is not known: plain JSON. */
export type WaitingMarket = {
  /** Its slug: an index is of one run. */
  readonly market: string;
  /** The model that was asked. */
  readonly subject: string;
  readonly closesAt: Timestamp;
  /** When it was looked at last. */
  readonly seenAt: Timestamp;
  readonly looks: number;
  /** The rows one after another, packed. */
  readonly rows: string;
  /** What the model said of those that count. */
  readonly said: readonly number[];
};

/** Windows are decided within minutes, disputes within weeks: later no word is waited for, µs. */
const WAIT = 30 * 24 * 3_600 * SCALE;
/** Some kB each: more are only undecided at once where the venue decides nothing at all. */
const MOST = 2_000;

/** Those that are not waited for any more: too old, or too many; the latest to close stay. */
export function overdue<M extends Pick<WaitingMarket, 'closesAt'>>(
  markets: readonly M[],
  now: Timestamp,
): readonly M[] {
  const latestFirst = [...markets].sort((a, b) => b.closesAt - a.closesAt);
  return latestFirst.filter(({ closesAt }, i) => i >= MOST || closesAt < now - WAIT);
}

export function packedRows(rows: readonly Float32Array[], width: number): string {
  return packed(joined(rows, width));
}

/** Rows of so many numbers, one after another. */
export function joined(rows: readonly Float32Array[], width: number): Float32Array {
  const values = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) values.set(row, i * width);
  return values;
}

/** As they were; undefined: they are not so many. */
export function rowsOf(
  { looks, rows }: Pick<WaitingMarket, 'looks' | 'rows'>,
  width: number,
): Float32Array[] | undefined {
  const values = unpacked(rows, looks * width);
  return (
    values && Array.from({ length: looks }, (_, i) => values.slice(i * width, (i + 1) * width))
  );
}

export function isWaiting(value: unknown, width: number): value is WaitingMarket {
  const { market, subject, closesAt, seenAt, looks, rows, said } = (value ??
    {}) as Partial<WaitingMarket>;
  if (typeof market !== 'string' || typeof subject !== 'string' || typeof rows !== 'string') {
    return false;
  }
  if (!isCount(closesAt) || !isCount(seenAt) || !isCount(looks) || !isNumbers(said)) return false;
  return said.length <= looks && rowsOf({ looks, rows }, width) !== undefined;
}
