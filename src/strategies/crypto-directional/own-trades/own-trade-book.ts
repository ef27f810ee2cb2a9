import type { OrderEvent } from '../../../domain/event.ts';
import type { Fill } from '../../../domain/fill.ts';
import {
  type ClientOrderId,
  type MarketIndex,
  marketOf,
  outcomeOf,
  type TokenIndex,
  tokenIndex,
} from '../../../domain/ids.ts';
import type { Market } from '../../../domain/market.ts';
import {
  complement,
  MICROS_PER_SECOND,
  mulDiv,
  NO_SHARES,
  NO_USD,
  type Price,
  SCALE,
  type Shares,
  type Timestamp,
  type Usd,
} from '../../../domain/units.ts';
import type { View } from '../../../ports/view.ts';
import { byEnd, type ClosedTrade, type OpenTrade, type Thought } from './own-trade.ts';

/** What a later run goes on from. Plain JSON. */
export type SavedOwnTrades = {
  readonly open: readonly OpenTrade[];
  /** The latest, first to close first. */
  readonly closed: readonly ClosedTrade[];
  /** Closed so far, those that are not kept any more among them. */
  readonly total: number;
  /** Of which nobody will know what they came to. */
  readonly lost: number;
};

export const NO_OWN_TRADES: SavedOwnTrades = { open: [], closed: [], total: 0, lost: 0 };

/** Source system S1, §2.12: the last fifty are looked at. */
const MOST_CLOSED = 50;
/** As many closed orders as the engine knows: a fill of an older one is told to nobody. */
const MOST_ORDERS = 4_096;
/** After its market has closed, the word on a trade is waited for so long, µs. */
const PATIENCE = 30 * 86_400 * MICROS_PER_SECOND;

type Seen = Pick<View, 'now' | 'markets' | 'payout' | 'position' | 'isOpen'>;

/**
 * The strategy's own trades, by its fills alone. A fill counts once the chain has confirmed it; a
 * trade is closed when it is all sold or the market has paid, and no fill of it is under way. What
 * another instance has bought, whose thoughts nobody knows, is no trade here.
 */
export class OwnTradeBook {
  /** Of orders to buy, the latest last. */
  readonly #thoughts = new Map<ClientOrderId, Thought>();
  readonly #open = new Map<TokenIndex, OpenTrade>();
  /** Of earlier runs, in markets that this one has not listed yet. */
  #awaited: readonly OpenTrade[];
  readonly #unsettled = new Map<number, Fill>();
  #closed: readonly ClosedTrade[];
  #total: number;
  #lost: number;

  constructor({ open, closed, total, lost }: SavedOwnTrades = NO_OWN_TRADES) {
    this.#awaited = open;
    this.#closed = [...closed].sort(byEnd).slice(-MOST_CLOSED);
    this.#total = total;
    this.#lost = lost;
  }

  save(): SavedOwnTrades {
    const open = [...this.#awaited, ...this.#open.values()].sort(byName);
    return { open, closed: this.#closed, total: this.#total, lost: this.#lost };
  }

  /** An order to buy was sent. */
  asked(order: ClientOrderId, thought: Thought): void {
    this.#thoughts.set(order, thought);
    const [oldest] = this.#thoughts.keys();
    if (oldest !== undefined && this.#thoughts.size > MOST_ORDERS) this.#thoughts.delete(oldest);
  }

  /** News of an order. */
  heard(event: OrderEvent, view: Seen): void {
    if (event.kind === 'OrderFilled') {
      const { fill } = event;
      if (fill.settlement === 'confirmed') this.#book(fill, view);
      else this.#unsettled.set(fill.id, fill);
    } else if (event.kind === 'FillSettled') {
      const { fillId, settlement } = event;
      const fill = this.#unsettled.get(fillId);
      if (fill === undefined || (settlement !== 'confirmed' && settlement !== 'failed')) return;
      this.#unsettled.delete(fillId);
      if (settlement === 'confirmed') this.#book(fill, view);
      else this.#closeIfOver(fill.token, view);
    }
  }

  /** A market becomes known: own trades of earlier runs go on, as far as it is still so. */
  listed(market: MarketIndex, view: Seen): void {
    const { slug } = view.markets[market] as Market;
    const isOver = view.payout(market) !== undefined || isPast(market, view);
    // For a run in the past of a trade it is the future, and nothing.
    const own = this.#awaited.filter(
      (trade) => trade.market === slug && trade.openedAt <= view.now,
    );
    this.#awaited = this.#awaited.filter((trade) => !own.includes(trade));
    for (const trade of own) {
      const token = tokenIndex(market, trade.outcome);
      const held = heldOf(trade);
      // Shares of what is over may be cash already. Of what is still traded somebody sold them.
      const isThere = isOver || view.position(token) >= held;
      // Where more was sold than bought, what was under way then nobody hears any more.
      if (isThere && held >= 0) this.#open.set(token, trade);
      else this.#lost++;
    }
    this.paid(market, view);
  }

  /** The market has paid, or nothing happens. */
  paid(market: MarketIndex, view: Seen): void {
    if (view.payout(market) === undefined) return;
    for (const outcome of [0, 1] as const) this.#closeIfOver(tokenIndex(market, outcome), view);
    const { slug } = view.markets[market] as Market;
    this.#closed = this.#closed.map((trade) => {
      if (trade.market !== slug || trade.payout !== undefined) return trade;
      return { ...trade, payout: payoutOf(tokenIndex(market, trade.outcome), view) };
    });
  }

  /** Trades whose market has closed too long ago are not waited for any more. */
  dropOverdue(view: Seen): void {
    const { now } = view;
    const isLate = ({ closesAt, openedAt }: OpenTrade) => now - (closesAt ?? openedAt) > PATIENCE;
    const waiting = this.#awaited.filter((trade) => !isLate(trade));
    this.#lost += this.#awaited.length - waiting.length;
    this.#awaited = waiting;
    for (const [token, trade] of this.#open) {
      // A market may have no time of its close, or be traded beyond it.
      if (view.isOpen(marketOf(token))) this.#open.set(token, openAt(trade, now));
      else if (isLate(trade)) this.#lose(token);
    }
  }

  #book(fill: Fill, view: Seen): void {
    const { token, side } = fill;
    const before = this.#open.get(token);
    if (side === 'buy') {
      const thought = this.#thoughts.get(fill.order);
      if (thought === undefined) return;
      this.#open.set(token, bought(before ?? begun(token, thought, view), fill, thought));
    } else if (before !== undefined) this.#open.set(token, sold(before, fill));
    this.#closeIfOver(token, view);
  }

  #closeIfOver(token: TokenIndex, view: Seen): void {
    const trade = this.#open.get(token);
    if (trade === undefined) return;
    for (const fill of this.#unsettled.values()) if (fill.token === token) return;
    const held = heldOf(trade);
    const payout = payoutOf(token, view);
    if (held < 0) {
      // More was sold than is known to have been bought: what it cost nobody can say.
      this.#lose(token);
      return;
    }
    if (held > 0 && payout === undefined) return;
    this.#open.delete(token);
    const { openedAt: _, closesAt: __, ...rest } = trade;
    const received = (trade.received + mulDiv(held, payout ?? 0, SCALE, 'down')) as Usd;
    const closed: ClosedTrade = { ...rest, received, closedAt: view.now, payout };
    this.#closed = [...this.#closed, closed].sort(byEnd).slice(-MOST_CLOSED);
    this.#total++;
  }

  #lose(token: TokenIndex): void {
    this.#open.delete(token);
    this.#lost++;
  }
}

function begun(token: TokenIndex, thought: Thought, { markets, now }: Seen): OpenTrade {
  const { slug: market, closesAt } = markets[marketOf(token)] as Market;
  const nothing = { bought: NO_SHARES, sold: NO_SHARES, paid: NO_USD, received: NO_USD };
  return { ...thought, market, outcome: outcomeOf(token), ...nothing, openedAt: now, closesAt };
}

function bought(before: OpenTrade, { size, amount, fee }: Fill, thought: Thought): OpenTrade {
  const all = (before.bought + size) as Shares;
  const mean = (old: number, fresh: number) => (old * before.bought + fresh * size) / all;
  return {
    ...before,
    probability: mean(before.probability, thought.probability),
    edge: mean(before.edge, thought.edge),
    bought: all,
    paid: (before.paid + amount + fee) as Usd,
  };
}

function sold(before: OpenTrade, { size, amount, fee }: Fill): OpenTrade {
  const received = (before.received + amount - fee) as Usd;
  return { ...before, sold: (before.sold + size) as Shares, received };
}

function openAt(trade: OpenTrade, now: Timestamp): OpenTrade {
  return { ...trade, closesAt: Math.max(trade.closesAt ?? now, now) as Timestamp };
}

function heldOf({ bought: all, sold: gone }: OpenTrade): number {
  return all - gone;
}

function payoutOf(token: TokenIndex, view: Seen): Price | undefined {
  const first = view.payout(marketOf(token));
  return first === undefined || outcomeOf(token) === 0 ? first : complement(first);
}

function isPast(market: MarketIndex, view: Seen): boolean {
  const { closesAt } = view.markets[market] as Market;
  return !view.isOpen(market) || (closesAt !== undefined && closesAt <= view.now);
}

function byName(a: OpenTrade, b: OpenTrade): number {
  if (a.market !== b.market) return a.market < b.market ? -1 : 1;
  return a.outcome - b.outcome;
}
