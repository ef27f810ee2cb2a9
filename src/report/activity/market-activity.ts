import type { Fill } from '../../domain/fill.ts';
import { outcomeOf, type StrategyIndex, type TokenIndex } from '../../domain/ids.ts';
import type { SetLeg } from '../../domain/set-legs.ts';
import {
  complement,
  mulDiv,
  type Price,
  SCALE,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { Said } from './forecast-tally.ts';

/** What one strategy did in one market. Units of 1e-6. */
export class MarketSide {
  /** It wished for an order, or said why not. */
  hasDecided = false;
  fills = 0;
  /** Paid to enter, fees included. */
  outlay = 0;
  fees = 0;
  /** What came in less what went out. */
  #cash = 0;
  /** Of each outcome. */
  readonly #shares: [number, number] = [0, 0];

  fill(fill: Fill): void {
    this.fills += 1;
    this.#book(fill, 1);
  }

  /** A split or a merge is no fill: nobody traded. */
  change(leg: SetLeg): void {
    this.#book(leg, 1);
  }

  /** The chain failed it: as if it had never been. */
  undo(fill: Fill): void {
    this.fills -= 1;
    this.#book(fill, -1);
  }

  /** Shares from an earlier run. */
  open(token: TokenIndex, shares: number, cost: number): void {
    this.#shares[outcomeOf(token)] += shares;
    this.#cash -= cost;
    this.outlay += cost;
  }

  get isTraded(): boolean {
    return this.outlay > 0;
  }

  /** What it made, once a share of the first outcome pays `payout`. */
  net(payout: Price): Usd {
    const [first, second] = this.#shares;
    const paid =
      mulDiv(first, payout, SCALE, 'down') + mulDiv(second, complement(payout), SCALE, 'down');
    return (this.#cash + paid) as Usd;
  }

  #book({ side, size, amount, fee, token }: SetLeg, times: 1 | -1): void {
    const isBuy = side === 'buy';
    this.fees += times * fee;
    this.#cash += times * ((isBuy ? -amount : amount) - fee);
    this.#shares[outcomeOf(token)] += times * (isBuy ? size : -size);
    if (isBuy) this.outlay += times * (amount + fee);
  }
}

/** A market as a run came to know it. */
export class MarketActivity {
  readonly slug: string;
  readonly listedAt: Timestamp;
  closedAt: Timestamp | undefined;
  /** What a share of the first outcome paid; undefined: it is not decided. */
  payout: Price | undefined;
  /** Forecasts that wait for the winner. */
  readonly waiting: Said[] = [];
  /** Strategies that were halted when it closed. */
  readonly haltedAtClose = new Set<StrategyIndex>();
  readonly #sides = new Map<StrategyIndex, MarketSide>();

  constructor(slug: string, listedAt: Timestamp) {
    this.slug = slug;
    this.listedAt = listedAt;
  }

  get isTraded(): boolean {
    return [...this.#sides.values()].some(({ isTraded }) => isTraded);
  }

  side(strategy: StrategyIndex): MarketSide | undefined {
    return this.#sides.get(strategy);
  }

  sideOf(strategy: StrategyIndex): MarketSide {
    const known = this.#sides.get(strategy);
    if (known !== undefined) return known;
    const side = new MarketSide();
    this.#sides.set(strategy, side);
    return side;
  }
}
