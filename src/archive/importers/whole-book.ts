import { ASK, BID } from '../../domain/side.ts';
import { SCALE, type Timestamp } from '../../domain/units.ts';
import type { Levels, VenueWire } from '../../ports/venue-wire.ts';
import type { At, RawText, UnitWriter } from '../importer.ts';

export type WholeBook = { readonly bids: Levels; readonly asks: Levels };

/** The midpoint in 1e-6; an empty side counts as the end of the scale. */
export function midOf({ bids, asks }: WholeBook): number {
  return ((bids.price[0] ?? 0) + (asks.price[0] ?? SCALE)) / 2;
}

/** Whether the book of Down is the mirror of the book of Up, level by level. */
export function mirrors(up: WholeBook, down: WholeBook): boolean {
  return isMirror(up.bids, down.asks) && isMirror(up.asks, down.bids);
}

/** The same of the best prices alone, which is all that views of two moments may share. */
export function bestMirror(up: WholeBook, down: WholeBook): boolean {
  const isOne = (one: Levels, other: Levels) =>
    (one.price[0] ?? 0) + (other.price[0] ?? SCALE) === SCALE;
  return isOne(up.bids, down.asks) && isOne(down.bids, up.asks);
}

function isMirror(one: Levels, other: Levels): boolean {
  return (
    one.price.length === other.price.length &&
    one.price.every((price, i) => SCALE - price === other.price[i]) &&
    one.size.every((size, i) => size === other.size[i])
  );
}

/**
 * Hands a whole book in wire levels to the writer. Levels that cannot be read go to quarantine and
 * leave the token's book untrusted from there on. Undefined unless the book was taken.
 */
export function writeWholeBook(
  wire: VenueWire,
  writer: UnitWriter,
  at: At,
  levels: { readonly bids: unknown; readonly asks: unknown },
  raw: RawText,
): WholeBook | undefined {
  const bids = wire.readLevels(levels.bids, BID, 'bids');
  const asks = wire.readLevels(levels.asks, ASK, 'asks');
  if (bids.ok && asks.ok) {
    const taken = writer.book(at, bids.value, asks.value, undefined, raw);
    return taken ? { bids: bids.value, asks: asks.value } : undefined;
  }
  const fault = bids.ok ? asks : bids;
  if (!fault.ok) writer.quarantine(at.source, fault.code, fault.message, raw());
  const from = (Number.isNaN(at.tsInit) ? at.tsEvent : at.tsInit) as Timestamp;
  if (Number.isFinite(from)) writer.gap(at.market, at.outcome, from, undefined, 'bad_rows');
  return undefined;
}
