import { Random } from '../src/domain/random.ts';

/** Levels a side in a whole book, each cent to the middle: the recorded 5-minute books have 50. */
const LEVELS = 49;
/** Of a hundred frames so many are whole books and prints; the rest are changes of both tokens. */
const BOOKS = 4;
const PRINTS = 3;

const MARKET = `0x${'ab'.repeat(32)}`;
const HASH = '6a24be97'.repeat(5);

/** Ids as long as the venue's: 77 digits. */
export function tokenNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `7${String(i).padStart(76, '0')}`);
}

/** Frames of the market channel in the venue's own words, of tokens that come in pairs. */
export class VenueFrames {
  readonly #tokens: readonly string[];
  readonly #random: Random;

  constructor(tokens: readonly string[], seed: number) {
    this.#tokens = tokens;
    this.#random = new Random(seed, 'venue-frames');
  }

  /** The next frame, of any token, at this time in ms. */
  next(ms: number): string {
    const token = this.#random.integer(this.#tokens.length);
    const draw = this.#random.integer(100);
    if (draw < BOOKS) return this.book(this.#tokens[token] as string, ms);
    return draw < BOOKS + PRINTS ? this.#print(token, ms) : this.#changes(token, ms);
  }

  /** The whole book of a token, best levels last, as the venue sends it. */
  book(token: string, ms: number): string {
    const side = (cents: (i: number) => number) =>
      Array.from({ length: LEVELS }, (_, i) => ({
        price: String(cents(i) / 100),
        size: this.#size(),
      }));
    return JSON.stringify({
      market: MARKET,
      asset_id: token,
      timestamp: String(ms),
      hash: HASH,
      bids: side((i) => i + 1),
      asks: side((i) => 99 - i),
      event_type: 'book',
    });
  }

  #changes(token: number, ms: number): string {
    const cents = 30 + this.#random.integer(20);
    const size = this.#size();
    const entry = (index: number, price: number, side: string) => ({
      asset_id: this.#tokens[index],
      price: String(price / 100),
      size,
      side,
      hash: HASH,
      best_bid: '0.49',
      best_ask: '0.51',
    });
    const other = token ^ 1;
    return JSON.stringify({
      market: MARKET,
      price_changes: [entry(token, cents, 'BUY'), entry(other, 100 - cents, 'SELL')],
      timestamp: String(ms),
      event_type: 'price_change',
    });
  }

  #print(token: number, ms: number): string {
    return JSON.stringify({
      market: MARKET,
      asset_id: this.#tokens[token],
      price: '0.51',
      size: this.#size(),
      fee_rate_bps: '1000',
      side: 'BUY',
      timestamp: String(ms),
      event_type: 'last_trade_price',
      transaction_hash: MARKET,
    });
  }

  #size(): string {
    return (this.#random.integer(1_000_000) / 100).toString();
  }
}
