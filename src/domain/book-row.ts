import type { MarketBook } from './book.ts';
import { type BookSide, opposite } from './side.ts';
import {
  FLAG_BOOK,
  FLAG_DERIVED,
  FLAG_LAST,
  GAP_REASONS,
  KIND_CLEAR,
  KIND_CONFIRM,
  KIND_GAP,
  KIND_LEVEL,
  KIND_TICK,
  type Tape,
} from './tape.ts';
import { tickSize } from './tick.ts';
import { complement, type Price, type Shares, type Timestamp } from './units.ts';

/**
 * Applies one tape row to its market's book: the one place that knows how rows become a book.
 * Rows of the second outcome are mirrored. Rows that are not about the book change nothing.
 *
 * A level that does not fit the ladder, a size that is none and a tick size that the venue does not
 * list make the book untrusted instead of stopping the run: the feed is at fault, not the program.
 * A level before any snapshot is kept but stays untrusted.
 */
export function applyBookRow(book: MarketBook, tape: Tape, row: number): void {
  const price = tape.price[row] as Price;
  const flags = tape.flags[row] as number;
  switch (tape.kind[row]) {
    case KIND_LEVEL: {
      const own = tape.outcome[row] === 0;
      const side = tape.side[row] as BookSide;
      const size = tape.size[row] as Shares;
      const set = own
        ? book.trySetLevel(side, price, size)
        : book.trySetLevel(opposite(side), complement(price), size);
      if (!set) {
        book.distrust(tape.tsInit[row] as Timestamp, 'bad_rows');
        return;
      }
      break;
    }
    case KIND_CLEAR:
      book.clear();
      break;
    case KIND_TICK:
      if (isKnownTick(book, price, flags)) return;
      changeTick(book, price, tape.tsInit[row] as Timestamp);
      return;
    case KIND_GAP:
      book.distrust(tape.tsInit[row] as Timestamp, GAP_REASONS[price] ?? 'recording_gap');
      return;
    case KIND_CONFIRM:
      break;
    default:
      return;
  }
  // A message that carried the whole book ends doubt once it is complete.
  if ((flags & (FLAG_BOOK | FLAG_LAST)) === (FLAG_BOOK | FLAG_LAST)) book.trust();
}

/**
 * A tick that nobody announced: told again, or inferred from fewer prices, where a part of the
 * recording begins. The grid in force holds it, so the book goes on as it was.
 */
function isKnownTick(book: MarketBook, tick: number, flags: number): boolean {
  return (flags & FLAG_DERIVED) !== 0 && book.isTrusted && tick % book.tick === 0;
}

function changeTick(book: MarketBook, units: number, at: Timestamp): void {
  const tick = tickSize(units);
  if (tick.ok) book.changeTick(tick.value, at);
  else book.distrust(at, 'bad_rows');
}
