import { ASK, BID, type BookSide } from '../domain/side.ts';
import {
  FLAG_BOOK,
  FLAG_LAST,
  KIND_CLEAR,
  KIND_LEVEL,
  KIND_TOLD,
  type Tape,
} from '../domain/tape.ts';
import { ceilToTick, floorToTick, type TickSize } from '../domain/tick.ts';
import { type Price, SCALE, UNKNOWN_SIZE } from '../domain/units.ts';
import type { TapeBuffer } from './tape-buffer.ts';

/** What a replay makes of the told prices of one market. */
export type ToldRule = {
  /** Whose prices count; undefined: the market's own book was recorded, so nobody's do. */
  readonly outcome: number | undefined;
  /** The grid of the market's book. */
  readonly tick: TickSize;
};

/**
 * Puts books in place of the told prices among the rows from `start` on: whole, of at most one
 * level a side, of unknown size. Without a `halfSpread` no book is made, and they are left out.
 */
export function tellBooks(
  buffer: TapeBuffer,
  start: number,
  rules: readonly ToldRule[],
  halfSpread: Price | undefined,
): void {
  const rows = buffer.cut(start);
  for (let row = 0; row < rows.length; row++) {
    if (rows.kind[row] !== KIND_TOLD) {
      buffer.push(rows, row);
      continue;
    }
    const rule = rules[rows.market[row] as number];
    if (halfSpread === undefined || rule === undefined) continue;
    if (rule.outcome !== rows.outcome[row]) continue;
    tellBook(buffer, rows, row, halfSpread, rule.tick);
  }
}

function tellBook(buffer: TapeBuffer, rows: Tape, row: number, halfSpread: Price, tick: TickSize) {
  const told = rows.price[row] as Price;
  const { bid, ask } = pricesAround(told, halfSpread, tick);
  const level = (side: BookSide, price: Price, flags: number) =>
    buffer.push(rows, row, { kind: KIND_LEVEL, side, price, size: UNKNOWN_SIZE, flags });
  const last = FLAG_BOOK | FLAG_LAST;
  const isEmpty = bid === undefined && ask === undefined;
  const flags = isEmpty ? last : FLAG_BOOK;
  buffer.push(rows, row, { kind: KIND_CLEAR, side: BID, price: 0, size: 0, flags });
  if (bid !== undefined) level(BID, bid, ask === undefined ? last : FLAG_BOOK);
  if (ask !== undefined) level(ASK, ask, last);
}

/** So far from a told price on each side, and on to the tick; undefined: beyond the grid. */
export function pricesAround(
  told: Price,
  halfSpread: Price,
  tick: TickSize,
): { bid: Price | undefined; ask: Price | undefined } {
  const bid = floorToTick(Math.max(0, told - halfSpread) as Price, tick);
  const ask = ceilToTick((told + halfSpread) as Price, tick);
  return { bid: bid > 0 ? bid : undefined, ask: ask < SCALE ? ask : undefined };
}
