// A recording of one made-up market, and what a replay of it knows of the market's book.
import { ArchiveSource } from '../../src/archive/archive-source.ts';
import { Recording, type RecordingOptions } from '../../src/archive/frame-log/recording.ts';
import { segmentFolder, takeSegments } from '../../src/archive/frame-log/take-segments.ts';
import { MarketBook } from '../../src/domain/book.ts';
import { applyBookRow } from '../../src/domain/book-row.ts';
import { UNTOLD } from '../../src/domain/market-facts.ts';
import { BID } from '../../src/domain/side.ts';
import type { TickSize } from '../../src/domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../src/domain/units.ts';
import { temporaryFolder } from './imported.ts';

const S = 1_000_000;

export const CENT = 10_000 as TickSize;

export const second = (s: number) => (1_790_000_000 * S + s * S) as Timestamp;

const begin = { dataset: 'live', provenance: 'simulated', heardFrom: 'a test' } as const;

export const madeUp = (slug: string) => ({
  ...UNTOLD,
  slug,
  opensAt: second(0),
  closesAt: second(10_000),
  source: 'made up',
  category: 'crypto',
  rule: { value: { kind: 'oracle' }, source: 'made up' } as const,
});

export function startLog(
  root: string,
  change: Partial<RecordingOptions> = {},
  now: Timestamp = second(0),
) {
  const folder = segmentFolder(root, change.dataset ?? begin.dataset);
  const limits = { segmentMicros: 900 * S, segmentBytes: 1 << 26, mostPending: 1 << 20 };
  return Recording.start({ ...begin, ...limits, folder, session: 'a', ...change }, now);
}

/** A log of one market whose book is known, and on disk, from the first second on. */
export async function startKnown(change: Partial<RecordingOptions> = {}) {
  const root = temporaryFolder();
  const recording = await startLog(root, change);
  const market = recording.declare(madeUp('x'), second(0));
  const token = market * 2;
  recording.event(bookAt(token, 1, 400_000), second(1));
  await recording.flush();
  return { root, recording, market, token };
}

export function takeLog(root: string) {
  return takeSegments({ root, begin });
}

/** A book one cent wide that names no tick unless told, 5 shares bid and 6 asked. */
export const bookAt = (token: number, s: number, bid: number, tick?: TickSize) =>
  ({
    kind: 'book',
    token,
    tsEvent: second(s),
    tick,
    bids: oneLevel(bid, 5 * S),
    asks: oneLevel(bid + CENT, 6 * S),
  }) as const;

export const bidAt = (token: number, s: number, price: number, size = 7 * S) =>
  ({
    kind: 'levels',
    tsEvent: second(s),
    changes: [{ token, side: BID, price: price as Price, size: size as Shares }],
  }) as const;

/** Whether a replay trusts the market's book at each of these seconds. */
async function trustAt(root: string, seconds: readonly number[]): Promise<boolean[]> {
  const source = await ArchiveSource.open(root);
  const book = new MarketBook(CENT);
  const trust: boolean[] = [];
  const isAsked = (before: number) =>
    trust.length < seconds.length && before > second(seconds[trust.length] as number);
  for await (const tape of source.tapes()) {
    for (let row = 0; row < tape.length; row++) {
      while (isAsked(tape.tsInit[row] as number)) trust.push(book.isTrusted);
      applyBookRow(book, tape, row);
    }
  }
  while (isAsked(Number.POSITIVE_INFINITY)) trust.push(book.isTrusted);
  source.close();
  return trust;
}

/** The same of a log that ends at `end`. */
export async function trustUntil(
  { root, recording }: { readonly root: string; readonly recording: Recording },
  end: number,
  seconds: readonly number[],
): Promise<boolean[]> {
  await recording.stop(second(end));
  await takeLog(root);
  return trustAt(root, seconds);
}

function oneLevel(price: number, size: number) {
  return { price: Int32Array.of(price), size: Float64Array.of(size) };
}
