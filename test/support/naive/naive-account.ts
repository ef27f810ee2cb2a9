// The naive twin's money: bigint, recomputed sums, nothing clever.
import { Account } from '../../../src/domain/account.ts';
import type { FeeSchedule } from '../../../src/domain/fee.ts';
import type { OrderTerms } from '../../../src/domain/order.ts';

type Held = { usd: bigint; shares: bigint; size: bigint; token: number };

export class NaiveAccount {
  cash: bigint;
  readonly traded = new Map<number, bigint>();
  readonly settled = new Map<number, bigint>();
  readonly held = new Map<number, Held>();

  constructor(cash: number) {
    this.cash = BigInt(cash);
  }

  /** A code when the order cannot be covered. */
  reserve(id: number, terms: OrderTerms, fee: FeeSchedule): string | undefined {
    const all = [...this.held.values()];
    const size = BigInt(terms.size);
    if (terms.side === 'buy') {
      const usd = BigInt(Account.costOf(terms, fee));
      if (usd > this.cash - all.reduce((sum, { usd }) => sum + usd, 0n)) return 'not_enough_cash';
      this.held.set(id, { usd, shares: 0n, size, token: terms.token });
      return undefined;
    }
    const reserved = all.filter(({ token }) => token === terms.token);
    const free = this.at(this.settled, terms.token) - reserved.reduce((n, h) => n + h.shares, 0n);
    if (size > free) return 'not_enough_shares';
    this.held.set(id, { usd: 0n, shares: size, size, token: terms.token });
    return undefined;
  }

  fill(id: number, terms: OrderTerms, size: number, amount: bigint, fee: bigint): void {
    const filled = BigInt(size);
    const held = this.held.get(id);
    if (held !== undefined) {
      held.usd -= (held.usd * filled) / held.size;
      if (held.shares > 0n) held.shares -= filled;
      held.size -= filled;
      if (held.size <= 0n) this.held.delete(id);
    }
    const { token } = terms;
    if (terms.side === 'buy') {
      this.cash -= amount + fee;
      this.traded.set(token, this.at(this.traded, token) + filled);
    } else {
      this.cash += amount - fee;
      this.traded.set(token, this.at(this.traded, token) - filled);
      this.settled.set(token, this.at(this.settled, token) - filled);
    }
  }

  confirm(terms: OrderTerms, size: number): void {
    if (terms.side === 'sell') return;
    this.settled.set(terms.token, this.at(this.settled, terms.token) + BigInt(size));
  }

  resolve(token: number, payout: number): void {
    this.cash += (this.at(this.traded, token) * BigInt(payout)) / 1_000_000n;
    this.traded.set(token, 0n);
    this.settled.set(token, 0n);
  }

  at(map: Map<number, bigint>, token: number): bigint {
    return map.get(token) ?? 0n;
  }
}
