/** What an order does. */
export type Side = 'buy' | 'sell';

/** A side of the book, as stored in a tape: resting interest to buy or to sell. */
export const BID = 0;
export const ASK = 1;
export type BookSide = typeof BID | typeof ASK;

export function bookSideOf(side: Side): BookSide {
  return side === 'buy' ? BID : ASK;
}

/** The other side of the book; also the side of the mirrored level on the complement. */
export function opposite(side: BookSide): BookSide {
  return (side ^ 1) as BookSide;
}
