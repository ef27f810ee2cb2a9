import type { Outcome } from '../../domain/ids.ts';
import { ASK, type BookSide } from '../../domain/side.ts';
import { formatDecimal, type Price, type Shares } from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';

/**
 * One side of a market's book as both tokens' text: the levels of one are those of the other at
 * 1 − p. Worst price first, as the venue orders them. Only what changed is written anew.
 */
export class LadderText {
  readonly #isFalling: boolean;
  readonly #prices: Price[] = [];
  readonly #texts: readonly [string[], string[]] = [[], []];
  readonly #joined: [string | undefined, string | undefined] = [undefined, undefined];

  /** `levels`: of the first outcome, in any order. */
  constructor(side: BookSide, levels: readonly (readonly [Price, Shares])[]) {
    this.#isFalling = side === ASK;
    for (const [price, size] of levels) this.set(price, size);
  }

  /** A level's new total; 0 removes it. */
  set(price: Price, size: Shares): void {
    const at = this.#placeOf(price);
    const replaced = this.#prices[at] === price ? 1 : 0;
    const isGone = size === 0;
    this.#prices.splice(at, replaced, ...(isGone ? [] : [price]));
    for (const outcome of [0, 1] as const) {
      const own = canonicalPrice(outcome, price);
      this.#texts[outcome].splice(at, replaced, ...(isGone ? [] : [levelText(own, size)]));
      this.#joined[outcome] = undefined;
    }
  }

  /** The first outcome's best price; undefined where nobody stands. */
  get best(): Price | undefined {
    return this.#prices.at(-1);
  }

  /** The levels of a token, without the brackets around them. */
  text(outcome: Outcome): string {
    const joined = this.#joined[outcome] ?? this.#texts[outcome].join(',');
    this.#joined[outcome] = joined;
    return joined;
  }

  /** Where the price stands, or would. */
  #placeOf(price: Price): number {
    let [low, high] = [0, this.#prices.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#prices[middle] as Price;
      if (this.#isFalling ? other > price : other < price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function levelText(price: Price, size: Shares): string {
  return `{"price":"${formatDecimal(price)}","size":"${formatDecimal(size)}"}`;
}
