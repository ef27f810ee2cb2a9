import type { MarketBook } from '../src/domain/book.ts';
import { type MarketIndex, type StrategyIndex, tokenIndex } from '../src/domain/ids.ts';
import { Random } from '../src/domain/random.ts';
import { ASK, BID, type BookSide } from '../src/domain/side.ts';
import { NO_USD, type Price, SCALE, type Shares, type Timestamp } from '../src/domain/units.ts';
import { EngineState } from '../src/engine/state.ts';
import { StrategyView } from '../src/engine/strategy-view.ts';
import type { View } from '../src/ports/view.ts';
import { aMarket, at } from '../test/support/a-market.ts';

/** µs between two events: those of a quarter of an hour at a busy market are 200,000. */
const SPACING = 4_500;
const WINDOW_S = 900;
const LEVELS = 10;
/** What is told of the world outside. */
const OUTSIDE = ['deribit/btc-put-call-oi', 'alternative/fear-greed'];
/** Events from one move of the best prices to the next. */
const MOVE_EACH = 6;

export const MARKET = 0 as MarketIndex;
export const UP = tokenIndex(MARKET, 0);
export const RULE_FEED = 'chainlink/btcusd';
export const SPOT_FEED = 'binance/btcusdt';

/** A made-up window of 15 minutes: ten levels a side, of which each event changes one. */
export class BusyMarket {
  /** What a strategy sees of it: the engine's own view. */
  readonly view: View;
  readonly #state = new EngineState(OUTSIDE, 1, NO_USD);
  readonly #book: MarketBook;
  readonly random = new Random(7, 'bench');
  /** What the underlying is worth, dollars. */
  spot = 100_000;
  /** Cents; one of it is spread on each side. */
  #mid = 65;

  constructor() {
    const lookbackSeconds = 60;
    const rule = {
      kind: 'twap_close_vs_open',
      feed: RULE_FEED,
      lookbackSeconds,
      tie: 'first',
    } as const;
    const sourced = { value: rule, source: 'bench' };
    const window = { opensAt: at(0), closesAt: at(WINDOW_S) };
    this.#state.list(aMarket({ labels: ['Up', 'Down'], rule: sourced, ...window }));
    this.view = new StrategyView(this.#state, 0 as StrategyIndex);
    this.#book = this.#state.books[MARKET] as MarketBook;
    this.#book.clear();
    for (let level = 0; level < LEVELS; level++) {
      this.#put(BID, this.#mid - 1 - level);
      this.#put(ASK, this.#mid + 1 + level);
    }
    this.#book.trust();
    this.#state.references.take(0, 1_300_000, Number.NaN, at(0));
    this.#state.references.take(1, 20_000_000, Number.NaN, at(0));
  }

  /** It is that moment. */
  set now(now: Timestamp) {
    this.#state.now = now;
  }

  /** Time goes on to that event, and a level of the book changes; at times all of it moves. */
  change(event: number): void {
    const { random } = this;
    this.now = (at(0) + event * SPACING) as Timestamp;
    if (event % MOVE_EACH === 0) this.#move();
    const level = 1 + Math.floor(random.float() * LEVELS);
    if (random.float() < 0.5) this.#put(BID, this.#mid - level);
    else this.#put(ASK, this.#mid + level);
    this.spot += random.float() - 0.5;
  }

  /** By a cent, back and forth within twenty. */
  #move(): void {
    const isUp = this.#mid <= 55 || (this.#mid < 75 && this.random.float() < 0.5);
    const [ahead, behind, step] = isUp ? ([ASK, BID, 1] as const) : ([BID, ASK, -1] as const);
    this.#put(ahead, this.#mid + step, 0);
    this.#put(ahead, this.#mid + step * (LEVELS + 1));
    this.#put(behind, this.#mid);
    this.#put(behind, this.#mid - step * LEVELS, 0);
    this.#mid += step;
  }

  #put(side: BookSide, cents: number, shares = Math.ceil(this.random.float() * 400)): void {
    const price = (cents * 10_000) as Price;
    this.#book.setLevel(side, price, (shares * SCALE) as Shares);
  }
}
