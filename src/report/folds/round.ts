import type { Fill, FillEvidence } from '../../domain/fill.ts';
import { marketOf, type StrategyIndex, type TokenIndex } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Resolution } from '../../domain/market.ts';
import type { SetLeg } from '../../domain/set-legs.ts';
import {
  mulDiv,
  NO_SHARES,
  NO_USD,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import type { Realization, Trade } from './trade.ts';

/** A trade while it grows. Cost leaves in proportion to the shares that leave, as in Position. */
export class Round {
  readonly #strategy: StrategyIndex;
  readonly #token: TokenIndex;
  readonly #openedAt: Timestamp;
  readonly #realizations: Realization[] = [];
  readonly #turnover: Record<FillEvidence, Usd> = {
    venue: NO_USD,
    book: NO_USD,
    print: NO_USD,
    inferred: NO_USD,
    assumed: NO_USD,
  };
  #fills = 0;
  #size = NO_SHARES;
  #cost = NO_USD;
  #entryFee = NO_USD;
  #held = NO_SHARES;
  #heldCost = NO_USD;
  #heldFee = NO_USD;
  #received = NO_USD;
  #gross = NO_USD;
  #fees = NO_USD;
  #rebate = NO_USD;
  #splitSize = NO_SHARES;
  #mergedSize = NO_SHARES;
  #sold = false;
  #settled = false;
  #closedAt: Timestamp | undefined;

  constructor(strategy: StrategyIndex, token: TokenIndex, openedAt: Timestamp) {
    this.#strategy = strategy;
    this.#token = token;
    this.#openedAt = openedAt;
  }

  get held(): Shares {
    return this.#held;
  }

  /** @throws InvariantError when more is sold than held. */
  apply(fill: Fill): void {
    this.#fills += 1;
    this.#rebate = (this.#rebate + fill.rebate) as Usd;
    this.#turnover[fill.evidence] = (this.#turnover[fill.evidence] + fill.amount) as Usd;
    if (fill.side === 'sell') {
      this.#sold = true;
      this.#leave(fill.size, fill.amount, fill.fee, fill.tsEvent);
      return;
    }
    this.#enter(fill);
  }

  /** A split made shares, or a merge took them. @throws as {@link apply} does. */
  change(leg: SetLeg, at: Timestamp): void {
    if (leg.side === 'sell') {
      this.#mergedSize = (this.#mergedSize + leg.size) as Shares;
      this.#leave(leg.size, leg.amount, leg.fee, at);
      return;
    }
    this.#splitSize = (this.#splitSize + leg.size) as Shares;
    this.#enter({ ...leg, fee: NO_USD });
    // Gas is lost at once, as in Position.
    this.#fees = (this.#fees + leg.fee) as Usd;
    this.#realizations.push({ at, net: -leg.fee as Usd });
  }

  /** Shares from an earlier run; `cost` has their fees in it. */
  open(shares: Shares, cost: Usd): void {
    this.#size = (this.#size + shares) as Shares;
    this.#cost = (this.#cost + cost) as Usd;
    this.#held = (this.#held + shares) as Shares;
    this.#heldCost = (this.#heldCost + cost) as Usd;
  }

  /** The market is decided; `paid` is what the held shares fetch. */
  settle(paid: Usd, at: Timestamp): void {
    this.#settled = true;
    this.#leave(this.#held, paid, NO_USD, at);
  }

  #enter({ size, amount, fee }: Pick<Fill, 'size' | 'amount' | 'fee'>): void {
    this.#size = (this.#size + size) as Shares;
    this.#cost = (this.#cost + amount) as Usd;
    this.#entryFee = (this.#entryFee + fee) as Usd;
    this.#held = (this.#held + size) as Shares;
    this.#heldCost = (this.#heldCost + amount) as Usd;
    this.#heldFee = (this.#heldFee + fee) as Usd;
  }

  #leave(size: Shares, received: Usd, fee: Usd, at: Timestamp): void {
    invariant(size <= this.#held, `fill sells ${size} of ${this.#held} shares held`);
    const all = size === this.#held;
    const cost = all ? this.#heldCost : part(this.#heldCost, size, this.#held);
    const entryFee = all ? this.#heldFee : part(this.#heldFee, size, this.#held);
    this.#held = (this.#held - size) as Shares;
    this.#heldCost = (this.#heldCost - cost) as Usd;
    this.#heldFee = (this.#heldFee - entryFee) as Usd;
    this.#received = (this.#received + received) as Usd;
    this.#gross = (this.#gross + received - cost) as Usd;
    this.#fees = (this.#fees + entryFee + fee) as Usd;
    this.#realizations.push({ at, net: (received - cost - entryFee - fee) as Usd });
    if (this.#held === 0) this.#closedAt = at;
  }

  get #exit(): Trade['exit'] {
    const ways: Trade['exit'][] = [];
    if (this.#sold) ways.push('sale');
    if (this.#mergedSize > 0) ways.push('merge');
    if (this.#settled) ways.push('settlement');
    return ways.length > 1 ? 'both' : (ways[0] ?? 'none');
  }

  /** `payout` is that of this token, undefined when the run did not see its market settle. */
  finish(id: number, resolution: Resolution | undefined, payout: Price | undefined): Trade {
    const closed = this.#closedAt !== undefined;
    return {
      id,
      strategy: this.#strategy,
      market: marketOf(this.#token),
      token: this.#token,
      openedAt: this.#openedAt,
      closedAt: this.#closedAt,
      fills: this.#fills,
      size: this.#size,
      splitSize: this.#splitSize,
      mergedSize: this.#mergedSize,
      entryPrice: mulDiv(this.#cost, SCALE, this.#size, 'halfEven') as Price,
      cost: this.#cost,
      entryFee: this.#entryFee,
      exitPrice: closed
        ? (mulDiv(this.#received, SCALE, this.#size, 'halfEven') as Price)
        : undefined,
      exit: this.#exit,
      gross: this.#gross,
      fees: this.#fees,
      net: (this.#gross - this.#fees) as Usd,
      rebate: this.#rebate,
      heldSize: this.#held,
      heldCost: (this.#heldCost + this.#heldFee) as Usd,
      turnover: this.#turnover,
      resolution: resolution?.source,
      payout,
      state: resolution === undefined ? 'undecided' : closed ? 'counted' : 'open',
      realizations: this.#realizations,
    };
  }
}

function part(amount: Usd, size: Shares, held: Shares): Usd {
  return mulDiv(amount, size, held, 'halfEven') as Usd;
}
