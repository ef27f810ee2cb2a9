import type { Fill } from '../../domain/fill.ts';
import {
  type MarketIndex,
  marketOf,
  type StrategyIndex,
  type TokenIndex,
} from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import {
  complement,
  mulDiv,
  NO_USD,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../domain/units.ts';
import { ownedFills } from '../folds/fills.ts';
import { HeldTime } from './held-time.ts';
import { midsByFill } from './maker-fills.ts';
import { gainAt } from './markouts.ts';

/**
 * Inventory that a fill took on and another gave back, first in, first out, by strategy and market.
 * It is counted in shares of the first outcome: buying the second is selling the first, so a pair
 * of both tokens is no inventory, and splitting or merging pairs changes nothing.
 */
export type RoundTrip = {
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
  readonly openedAt: Timestamp;
  readonly closedAt: Timestamp;
  readonly size: Shares;
  readonly gross: Usd;
  readonly fees: Usd;
  /** gross - fees. */
  readonly net: Usd;
  /** What both fills earned against the midpoints of their moments; undefined: not known. */
  readonly edge: Usd | undefined;
};

/** Inventory that no fill gave back before the market paid out. */
export type PaidInventory = {
  readonly market: MarketIndex;
  readonly size: Shares;
  readonly net: Usd;
};

export type Inventory = {
  readonly trips: readonly RoundTrip[];
  readonly paid: readonly PaidInventory[];
  /** What is left at the end, signs dropped: in no profit. */
  readonly open: Shares;
  /** All that fills moved, of either sign: a round trip counts twice, in and out. */
  readonly traded: Shares;
  /** Shares held on average, see {@link HeldTime}. */
  readonly average: number | undefined;
};

/** A part of a fill that is still inventory; `size` is below zero where the first was sold. */
type Lot = {
  readonly at: Timestamp;
  readonly price: Price;
  size: number;
  fee: number;
  /** Per lot, as `fee`: leaves in proportion to the shares. */
  edge: number | undefined;
};

type Desk = { readonly strategy: StrategyIndex; readonly market: MarketIndex; lots: Lot[] };

/** Follows the inventory of a run. `endOf` a market is when the last is known of it. */
export function foldInventory(
  journal: readonly JournalEntry[],
  endOf: (market: MarketIndex) => Timestamp,
): Inventory {
  const fold = new InventoryFold(journal);
  for (const entry of journal) fold.take(entry);
  return fold.finish(endOf);
}

class InventoryFold {
  readonly #fills: ReturnType<typeof ownedFills>;
  readonly #mids: ReturnType<typeof midsByFill>;
  readonly #desks = new Map<string, Desk>();
  readonly #trips: RoundTrip[] = [];
  readonly #paid: PaidInventory[] = [];
  readonly #heldTime = new HeldTime();
  #held = 0;
  #traded = 0;

  constructor(journal: readonly JournalEntry[]) {
    this.#fills = ownedFills(journal);
    this.#mids = midsByFill(journal);
  }

  take(entry: JournalEntry): void {
    const owned = this.#fills.get(entry);
    if (owned !== undefined) {
      this.#fill(owned.fill, owned.strategy, entry.at);
    } else if (entry.kind === 'PositionOpened') {
      const price = mulDiv(entry.cost, SCALE, entry.shares, 'halfEven') as Price;
      const lot = { at: entry.at, price, size: entry.shares, fee: 0, edge: undefined };
      this.#add(this.#deskOf(entry.strategy, entry.token), inFirst(lot, entry.token));
    } else if (entry.kind === 'MarketResolved') {
      this.#pay(entry.market, entry.payout as Price, entry.at);
    }
  }

  finish(endOf: (market: MarketIndex) => Timestamp): Inventory {
    return {
      trips: this.#trips,
      paid: this.#paid,
      open: this.#held as Shares,
      traded: this.#traded as Shares,
      average: this.#heldTime.average(endOf),
    };
  }

  #hold(market: MarketIndex, at: Timestamp, change: number): void {
    this.#held += change;
    this.#heldTime.change(market, at, change);
  }

  #fill(fill: Fill, strategy: StrategyIndex, at: Timestamp): void {
    const mid = this.#mids.get(fill.id)?.atFill;
    this.#traded += fill.size;
    const lot: Lot = {
      at,
      price: fill.price,
      size: fill.side === 'buy' ? fill.size : -fill.size,
      fee: fill.fee,
      edge: mid === undefined ? undefined : gainAt(fill, mid),
    };
    this.#add(this.#deskOf(strategy, fill.token), inFirst(lot, fill.token));
  }

  #add(desk: Desk, lot: Lot): void {
    const { lots } = desk;
    while (
      lot.size !== 0 &&
      lots[0] !== undefined &&
      Math.sign(lots[0].size) !== Math.sign(lot.size)
    ) {
      this.#close(desk, lots[0], lot);
      if (lots[0].size === 0) lots.shift();
    }
    if (lot.size === 0) return;
    lots.push(lot);
    this.#hold(desk.market, lot.at, Math.abs(lot.size));
  }

  #close({ strategy, market }: Desk, first: Lot, last: Lot): void {
    const size = Math.min(Math.abs(first.size), Math.abs(last.size)) as Shares;
    const rise = first.size > 0 ? last.price - first.price : first.price - last.price;
    const [one, other] = [leave(first, size), leave(last, size)];
    const gross = mulDiv(size, rise, SCALE, 'halfEven') as Usd;
    const fees = (one.fee + other.fee) as Usd;
    this.#hold(market, last.at, -size);
    this.#trips.push({
      strategy,
      market,
      openedAt: first.at,
      closedAt: last.at,
      size,
      gross,
      fees,
      net: (gross - fees) as Usd,
      edge:
        one.edge === undefined || other.edge === undefined
          ? undefined
          : ((one.edge + other.edge) as Usd),
    });
  }

  #pay(market: MarketIndex, payout: Price, at: Timestamp): void {
    for (const desk of this.#desks.values()) {
      if (desk.market !== market) continue;
      for (const { size, price, fee } of desk.lots) {
        const gain = mulDiv(size, payout - price, SCALE, 'halfEven');
        const shares = Math.abs(size) as Shares;
        this.#paid.push({ market, size: shares, net: (gain - fee) as Usd });
        this.#hold(market, at, -shares);
      }
      desk.lots = [];
    }
  }

  #deskOf(strategy: StrategyIndex, token: TokenIndex): Desk {
    const market = marketOf(token);
    const key = `${strategy}:${market}`;
    const known = this.#desks.get(key);
    if (known !== undefined) return known;
    const desk: Desk = { strategy, market, lots: [] };
    this.#desks.set(key, desk);
    return desk;
  }
}

function inFirst(lot: Lot, token: TokenIndex): Lot {
  if ((token & 1) === 0) return lot;
  return { ...lot, price: complement(lot.price), size: -lot.size };
}

/** Takes `size` shares out of a lot, with their part of its fee and its edge. */
function leave(lot: Lot, size: Shares): { fee: Usd; edge: Usd | undefined } {
  const held = Math.abs(lot.size);
  const part = (amount: number) =>
    size === held ? amount : mulDiv(amount, size, held, 'halfEven');
  const fee = part(lot.fee) as Usd;
  const edge = lot.edge === undefined ? undefined : (part(lot.edge) as Usd);
  lot.size -= Math.sign(lot.size) * size;
  lot.fee -= fee;
  if (lot.edge !== undefined) lot.edge -= edge ?? NO_USD;
  return { fee, edge };
}
