import type { TokenIndex } from '../domain/ids.ts';
import { BID, type BookSide } from '../domain/side.ts';
import { SCALE, UNKNOWN_SIZE } from '../domain/units.ts';
import type { View } from '../ports/view.ts';

/** What the best levels of a side hold. Read anew in place: a reading allocates nothing. */
export class SideVolume {
  readonly side: BookSide;
  /** Of all those levels together. */
  shares = 0;
  dollars = 0;
  /** Of the level with the most dollars. */
  largest = 0;
  /** Of the best level. */
  bestShares = 0;
  /** False where the recording does not say how much one of them holds. */
  isKnown = true;

  constructor(side: BookSide) {
    this.side = side;
  }

  /** Reads the `levels` best levels of a token's book. */
  read(view: View, token: TokenIndex, levels: number): void {
    const { side } = this;
    let shares = 0;
    let dollars = 0;
    let largest = 0;
    this.bestShares = 0;
    this.isKnown = true;
    let price = side === BID ? view.bestBid(token) : view.bestAsk(token);
    for (let level = 0; level < levels && price !== undefined; level++) {
      const size = view.sizeAt(token, side, price);
      if (size === UNKNOWN_SIZE) this.isKnown = false;
      const worth = price * size;
      if (level === 0) this.bestShares = size / SCALE;
      shares += size;
      dollars += worth;
      if (worth > largest) largest = worth;
      // Behind the last that counts the search may go through the whole book.
      price = level + 1 < levels ? view.nextBehind(token, side, price) : undefined;
    }
    this.shares = shares / SCALE;
    this.dollars = dollars / SCALE / SCALE;
    this.largest = largest / SCALE / SCALE;
  }
}
