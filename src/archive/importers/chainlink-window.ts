import type { MarketFacts } from '../../domain/market-facts.ts';
import { formatDecimal, MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { type Decision, undecided } from './decision.ts';
import { wonByMid } from './final-price.ts';
import { midOf, type WholeBook } from './whole-book.ts';

/** The first values seen in a window count as its opening when they come this early. */
const OPENING = 15 * MICROS_PER_SECOND;
/** A print takes one to two seconds to the recorder: what it held this long after the close. */
const CLOSING = 3 * MICROS_PER_SECOND;

/**
 * Settles one up/down window by its own rule, close >= open on Chainlink, from values that a
 * recorder held once a second without the time of their print. Which print counts at a boundary is
 * therefore uncertain by a few seconds: a window is decided only when every candidate for the
 * opening against every candidate for the close says the same, and the last book does not
 * contradict.
 */
export class ChainlinkWindow {
  readonly #opensAt: Timestamp;
  readonly #closesAt: Timestamp;
  readonly #opens = new Set<number>();
  readonly #closes = new Set<number>();
  #started = false;
  #lastMid: number | undefined;

  constructor(facts: MarketFacts) {
    this.#opensAt = facts.opensAt ?? (Number.NaN as Timestamp);
    this.#closesAt = facts.closesAt ?? (Number.NaN as Timestamp);
  }

  /** One row in order of time: the recorder's opening, its Chainlink value, the book of Up. */
  see(
    at: Timestamp,
    start: number | undefined,
    price: number | undefined,
    up: WholeBook | undefined,
  ): void {
    if (at < this.#opensAt + OPENING && !this.#started) {
      if (price !== undefined) this.#opens.add(price);
      if (start !== undefined) this.#opens.add(start);
      this.#started = start !== undefined;
    }
    if (at >= this.#closesAt && at <= this.#closesAt + CLOSING && price !== undefined) {
      this.#closes.add(price);
    }
    if (up !== undefined) this.#lastMid = midOf(up);
  }

  decide(): Decision {
    if (!this.#started) return undecided('no_opening_price');
    if (this.#closes.size === 0) return undecided('no_closing_price');
    const open = range(this.#opens);
    const close = range(this.#closes);
    const up = close.low >= open.high;
    if (!up && close.high >= open.low) return undecided('too_close_to_call');
    const mid = this.#lastMid;
    if (mid !== undefined && wonByMid(mid) === !up) return undecided('last_book_disagrees');
    const prices = `open ${span(open)}, close ${span(close)}`;
    return {
      resolution: { payout: up ? 1_000_000 : 0, at: this.#closesAt, source: 'reference' },
      note: `re-derived from recorded Chainlink values (${prices}), no official outcome`,
    };
  }
}

function range(values: ReadonlySet<number>): { low: number; high: number } {
  return { low: Math.min(...values), high: Math.max(...values) };
}

function span({ low, high }: { low: number; high: number }): string {
  return low === high ? formatDecimal(low) : `${formatDecimal(low)} to ${formatDecimal(high)}`;
}
