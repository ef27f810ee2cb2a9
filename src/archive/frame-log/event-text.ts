import type { BookSide, Side } from '../../domain/side.ts';
import { GAP_REASONS, type GapReason } from '../../domain/tape.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../../domain/units.ts';
import type { Levels } from '../../ports/venue-wire.ts';
import type { TextBytes } from './text-bytes.ts';

const SPACE = 32;

/** Number of a token in its log, from its market's declaration. */
export type TokenNumber = number;

/** A level's new total; 0 removes it. */
export type LevelEvent = {
  readonly token: TokenNumber;
  readonly side: BookSide;
  readonly price: Price;
  readonly size: Shares;
};

/** A message that changes levels, of one token or more. */
export type LevelsEvent = {
  readonly kind: 'levels';
  readonly tsEvent: Timestamp;
  readonly changes: readonly LevelEvent[];
};

/** What a recorder took from a frame, `tsEvent` in µs by the venue's clock. */
export type RecordedEvent =
  | {
      readonly kind: 'book';
      readonly token: TokenNumber;
      readonly tsEvent: Timestamp;
      readonly tick: TickSize | undefined;
      readonly bids: Levels;
      readonly asks: Levels;
    }
  | LevelsEvent
  | {
      readonly kind: 'trade';
      readonly token: TokenNumber;
      readonly tsEvent: Timestamp;
      /** What the taker did. */
      readonly side: Side;
      readonly price: Price;
      readonly size: Shares;
      /** Learned by asking, after a gap. */
      readonly isLate: boolean;
    }
  | {
      readonly kind: 'tick';
      readonly token: TokenNumber;
      readonly tsEvent: Timestamp;
      readonly tick: TickSize;
    }
  | {
      /** The book as it stands, told again because a new segment begins; no news. */
      readonly kind: 'standing';
      readonly token: TokenNumber;
      readonly tick: TickSize | undefined;
      readonly bids: Levels;
      readonly asks: Levels;
    }
  | {
      /**
       * A reference price in 1e-6 dollars, or what else a feed tells at 1e-6: a rate may be below
       * zero. `text` has every digit, and no spaces.
       */
      readonly kind: 'price';
      /** Without spaces, e.g. chainlink/btcusd. */
      readonly feed: string;
      readonly tsEvent: Timestamp;
      readonly value: number;
      readonly text: string;
    }
  | {
      /** The book is not known from `from` on, until the next whole one. */
      readonly kind: 'gap';
      readonly token: TokenNumber;
      readonly from: Timestamp;
      readonly reason: GapReason;
    };

/** An event as words: short, and quicker to read than what it was parsed from. */
export function textOfEvent(event: Exclude<RecordedEvent, LevelsEvent>): string {
  switch (event.kind) {
    case 'book':
      return `book ${event.token} ${event.tsEvent} ${bookWords(event)}`;
    case 'standing':
      return `standing ${event.token} ${bookWords(event)}`;
    case 'trade': {
      const { token, tsEvent, side, price, size, isLate } = event;
      return `${isLate ? 'late' : 'trade'} ${token} ${tsEvent} ${side} ${price} ${size}`;
    }
    case 'tick':
      return `tick ${event.token} ${event.tsEvent} ${event.tick}`;
    case 'price':
      return `price ${event.feed} ${event.tsEvent} ${event.value} ${event.text}`;
    case 'gap':
      return `gap ${event.token} ${event.from} ${event.reason}`;
  }
}

/** Likewise of changed levels, which nearly all events are: without a string between. */
export function putLevels(text: TextBytes, { tsEvent, changes }: LevelsEvent): void {
  text.text('levels');
  putWord(text, tsEvent);
  for (const { token, side, price, size } of changes) {
    putWord(text, token);
    putWord(text, side);
    putWord(text, price);
    putWord(text, size);
  }
}

function putWord(text: TextBytes, value: number): void {
  text.character(SPACE);
  text.number(value);
}

function bookWords(book: { tick: TickSize | undefined; bids: Levels; asks: Levels }): string {
  return `${book.tick ?? '-'} ${levelWords(book.bids)} ${levelWords(book.asks)}`;
}

function levelWords({ price, size }: Levels): string {
  let text = `${price.length}`;
  for (let i = 0; i < price.length; i++) text += ` ${price[i]} ${size[i]}`;
  return text;
}

/** The event of a text, or undefined when it is none: a log is checked, not believed. */
export function eventOfText(text: string): RecordedEvent | undefined {
  const words = new Words(text);
  const event = read(words);
  return words.isGood && words.isAtEnd ? event : undefined;
}

function read(words: Words): RecordedEvent | undefined {
  const name = words.next();
  switch (name) {
    case 'book': {
      const token = words.number();
      const tsEvent = words.number() as Timestamp;
      return { kind: 'book', token, tsEvent, ...words.book() };
    }
    case 'standing':
      return { kind: 'standing', token: words.number(), ...words.book() };
    case 'levels': {
      const tsEvent = words.number() as Timestamp;
      const changes: LevelEvent[] = [];
      while (words.isGood && !words.isAtEnd) changes.push(words.level());
      return changes.length === 0 ? undefined : { kind: 'levels', tsEvent, changes };
    }
    case 'trade':
    case 'late': {
      const isLate = name === 'late';
      const token = words.number();
      const tsEvent = words.number() as Timestamp;
      const side = words.oneOf(['buy', 'sell'] as const);
      const [price, size] = [words.number() as Price, words.number() as Shares];
      if (side === undefined) return undefined;
      return { kind: 'trade', token, tsEvent, side, price, size, isLate };
    }
    case 'tick': {
      const token = words.number();
      const tsEvent = words.number() as Timestamp;
      return { kind: 'tick', token, tsEvent, tick: words.number() as TickSize };
    }
    case 'price': {
      const feed = words.word();
      const tsEvent = words.number() as Timestamp;
      return { kind: 'price', feed, tsEvent, value: words.signed(), text: words.word() };
    }
    case 'gap': {
      const token = words.number();
      const from = words.number() as Timestamp;
      const reason = words.oneOf(GAP_REASONS);
      return reason === undefined ? undefined : { kind: 'gap', token, from, reason };
    }
    default:
      return undefined;
  }
}

/** Reads words one after the other and remembers whether one was not what it had to be. */
class Words {
  readonly #words: readonly string[];
  #next = 0;
  isGood = true;

  constructor(text: string) {
    this.#words = text.split(' ');
  }

  get isAtEnd(): boolean {
    return this.#next === this.#words.length;
  }

  next(): string {
    return this.#words[this.#next++] ?? '';
  }

  /** Any word but none. */
  word(): string {
    const word = this.next();
    if (word === '') this.isGood = false;
    return word;
  }

  /** A whole number, not below zero. */
  number(): number {
    const value = this.signed();
    if (value < 0) this.isGood = false;
    return value;
  }

  /** A whole number of any sign. */
  signed(): number {
    const word = this.next();
    const value = Number(word);
    if (word === '' || !Number.isSafeInteger(value)) this.isGood = false;
    return value;
  }

  oneOf<T extends string>(values: readonly T[]): T | undefined {
    const word = this.next();
    return values.find((value) => value === word);
  }

  level(): LevelEvent {
    const token = this.number();
    const side = this.number() as BookSide;
    if (side > 1) this.isGood = false;
    return { token, side, price: this.number() as Price, size: this.number() as Shares };
  }

  book(): { tick: TickSize | undefined; bids: Levels; asks: Levels } {
    const tick = this.#words[this.#next] === '-' ? undefined : (this.number() as TickSize);
    if (tick === undefined) this.#next++;
    return { tick, bids: this.#levels(), asks: this.#levels() };
  }

  #levels(): Levels {
    const count = this.number();
    // As many as there can be: a damaged count must not ask for memory.
    const held = this.isGood ? Math.min(count, this.#words.length) : 0;
    const levels = { price: new Int32Array(held), size: new Float64Array(held) };
    for (let i = 0; i < held; i++) {
      levels.price[i] = this.number();
      levels.size[i] = this.number();
    }
    return levels;
  }
}
