import { type FeeSchedule, takerFee } from '../../domain/fee.ts';
import { tradableSize } from '../../domain/size-rules.ts';
import { mulDiv, ONE, type Price, SCALE, type Shares, type Usd } from '../../domain/units.ts';

/** buy_merge: both outcomes are bought for less than a dollar; split_sell: both sold for more. */
export type Way = 'buy_merge' | 'split_sell';

export type Level = { readonly price: Price; readonly size: Shares };
/** What can be taken of each outcome, best price first. */
export type Ladders = readonly [first: Iterable<Level>, second: Iterable<Level>];

export type Terms = {
  readonly fee: FeeSchedule;
  /** Of the one merge, or the one split. */
  readonly gas: Usd;
  /** What each set must bring after fees, and all of them after gas. */
  readonly edge: Price;
  readonly least: Shares;
  readonly most: Shares;
};

export type Opportunity = {
  readonly shares: Shares;
  /** What is left after fees and gas. */
  readonly net: Usd;
  readonly fees: Usd;
  /** The worst price taken of each outcome. */
  readonly worst: readonly [Price, Price];
};

/** Whether the best prices alone cross a dollar, before any fee. */
export function crosses(way: Way, first: Price, second: Price): boolean {
  return way === 'buy_merge' ? first + second < ONE : first + second > ONE;
}

/**
 * Walks both books at once, level by level, as long as a set still brings `edge` after the fees of
 * both legs. Undefined: no `least` sets do, or gas eats it.
 */
export function findOpportunity(
  way: Way,
  [firsts, seconds]: Ladders,
  terms: Terms,
): Opportunity | undefined {
  const first = new Taken(firsts);
  const second = new Taken(seconds);
  let shares = 0;
  let gained = 0;
  let fees = 0;
  let worst: readonly [Price, Price] | undefined;
  while (shares < terms.most) {
    const [a, b] = [first.level, second.level];
    if (a === undefined || b === undefined) break;
    const size = Math.min(first.left, second.left, terms.most - shares) as Shares;
    const gross = way === 'buy_merge' ? ONE - a.price - b.price : a.price + b.price - ONE;
    const paid = takerFee(terms.fee, size, a.price) + takerFee(terms.fee, size, b.price);
    const gain = mulDiv(size, gross, SCALE, 'floor') - paid;
    if (gain < mulDiv(size, terms.edge, SCALE, 'up')) break;
    shares += size;
    gained += gain;
    fees += paid;
    worst = [a.price, b.price];
    first.take(size);
    second.take(size);
  }
  const net = gained - terms.gas;
  const asked = mulDiv(shares, terms.edge, SCALE, 'up');
  if (worst === undefined || shares < terms.least || net < asked || net <= 0) return undefined;
  return { shares: tradableSize(shares as Shares), net: net as Usd, fees: fees as Usd, worst };
}

/** A ladder from which shares are taken, best price first. A level of unknown size ends it. */
class Taken {
  readonly #levels: Iterator<Level>;
  level: Level | undefined;
  left = 0;

  constructor(levels: Iterable<Level>) {
    this.#levels = levels[Symbol.iterator]();
    this.#next();
  }

  take(size: number): void {
    this.left -= size;
    if (this.left <= 0) this.#next();
  }

  #next(): void {
    const next = this.#levels.next();
    this.level = next.done === true || next.value.size <= 0 ? undefined : next.value;
    this.left = this.level?.size ?? 0;
  }
}
