import { BID } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Levels } from '../../ports/venue-wire.ts';
import { LadderSide } from '../ladder-side.ts';
import type { RecordedEvent, TokenNumber } from './event-text.ts';

type Standing = { readonly bids: LadderSide; readonly asks: LadderSide };

/** The books that are known right now, so that a new segment can begin with them. */
export class StandingBooks {
  readonly #books = new Map<TokenNumber, Standing>();
  /** As last told. They outlive the books: not every message with a book names its tick. */
  readonly #ticks = new Map<TokenNumber, TickSize>();

  take(event: RecordedEvent): void {
    switch (event.kind) {
      case 'book':
      case 'standing': {
        const { bids, asks } = this.#of(event.token);
        if (event.tick !== undefined) this.#ticks.set(event.token, event.tick);
        bids.replace(event.bids);
        asks.replace(event.asks);
        return;
      }
      case 'levels':
        for (const { token, side, price, size } of event.changes) {
          const book = this.#books.get(token);
          if (book !== undefined) (side === BID ? book.bids : book.asks).set(price, size);
        }
        return;
      // Void until the next whole book.
      case 'tick':
        this.#ticks.set(event.token, event.tick);
        this.#books.delete(event.token);
        return;
      case 'gap':
        this.#books.delete(event.token);
    }
  }

  /** Whether the book is known now. */
  stands(token: TokenNumber): boolean {
    return this.#books.has(token);
  }

  forget(token: TokenNumber): void {
    this.#books.delete(token);
    this.#ticks.delete(token);
  }

  /** No book is known any more. */
  clear(): void {
    this.#books.clear();
  }

  /** Each book as an event, in the order in which they became known. */
  get events(): Extract<RecordedEvent, { kind: 'standing' }>[] {
    return [...this.#books].map(([token, { bids, asks }]) => ({
      kind: 'standing',
      token,
      tick: this.#ticks.get(token),
      bids: levelsOf(bids),
      asks: levelsOf(asks),
    }));
  }

  #of(token: TokenNumber): Standing {
    let book = this.#books.get(token);
    if (book === undefined) {
      book = { bids: new LadderSide(-1), asks: new LadderSide(1) };
      this.#books.set(token, book);
    }
    return book;
  }
}

function levelsOf({ price, size, length }: LadderSide): Levels {
  return { price: price.slice(0, length), size: size.slice(0, length) };
}
