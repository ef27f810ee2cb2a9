import type { ChangeSets } from './command.ts';
import type { ClientOrderId, MarketIndex } from './ids.ts';
import { InvariantError } from './invariant.ts';
import { NO_SHARES, NO_USD, type Shares, type Usd } from './units.ts';

type Held = { readonly change: ChangeSets; readonly gas: Usd };

/** What splits and merges under way hold back: few at a time, and mostly none. */
export class SetHolds {
  /** Dollars of splits, and their gas. */
  dollars: Usd = NO_USD;
  readonly #held = new Map<ClientOrderId, Held>();

  /** Oldest first. */
  *changes(): IterableIterator<ChangeSets> {
    for (const { change } of this.#held.values()) yield change;
  }

  /** @throws InvariantError when it is under way already. */
  add(change: ChangeSets, gas: Usd): void {
    if (this.#held.has(change.id)) {
      throw new InvariantError(`${change.direction} ${change.id} is under way already`);
    }
    const held = { change, gas };
    this.#held.set(change.id, held);
    this.dollars = (this.dollars + dollarsOf(held)) as Usd;
  }

  /** Harmless when it holds nothing. */
  release(id: ClientOrderId): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    this.dollars = (this.dollars - dollarsOf(held)) as Usd;
  }

  /** Shares of each outcome of a market that splits under way bring, or that merges take. */
  of(direction: ChangeSets['direction'], market: MarketIndex): Shares {
    if (this.#held.size === 0) return NO_SHARES;
    let shares = 0;
    for (const { change } of this.#held.values()) {
      if (change.direction === direction && change.market === market) shares += change.shares;
    }
    return shares as Shares;
  }
}

/** Gas of a merge comes out of what it brings. */
function dollarsOf({ change, gas }: Held): number {
  return change.direction === 'split' ? change.shares + gas : 0;
}
