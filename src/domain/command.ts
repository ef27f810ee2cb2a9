import type { ClientOrderId, MarketIndex, StrategyIndex } from './ids.ts';
import type { OrderTerms, Reason } from './order.ts';
import type { Price, Shares } from './units.ts';

/** Imperative requests. Strategies and operators speak the same language. */
export type SubmitOrder = {
  readonly kind: 'SubmitOrder';
  readonly id: ClientOrderId;
  readonly strategy: StrategyIndex;
  readonly terms: OrderTerms;
  readonly reason: Reason;
};

export type CancelOrder = {
  readonly kind: 'CancelOrder';
  readonly order: ClientOrderId;
  readonly strategy: StrategyIndex;
  readonly reason: Reason;
};

/** Dollars into complete sets (split), or complete sets back into dollars (merge). */
export type ChangeSets = {
  readonly kind: 'ChangeSets';
  /** Numbered with the orders. */
  readonly id: ClientOrderId;
  readonly strategy: StrategyIndex;
  readonly market: MarketIndex;
  readonly direction: 'split' | 'merge';
  /** Of each outcome; a dollar goes into a set, and comes out of one. */
  readonly shares: Shares;
  /** Of the first outcome: divides the dollars between both in our books, and moves no money. */
  readonly price: Price;
  readonly reason: Reason;
};

/** Cancels pass always: nothing may stand between us and less risk. */
export type OperatorCommand =
  /** No orders but sales that exit loops wish. Resume of all takes a Stop back as well. */
  | { readonly kind: 'Pause'; readonly strategy: StrategyIndex | undefined }
  | { readonly kind: 'Resume'; readonly strategy: StrategyIndex | undefined }
  | { readonly kind: 'CancelAll'; readonly market: MarketIndex | undefined }
  /** The strategy may use so much of every limit of size and exposure; millionths, at most one. */
  | { readonly kind: 'Resize'; readonly strategy: StrategyIndex; readonly part: number }
  /** No orders at all, and everything is canceled. */
  | { readonly kind: 'Stop' }
  /** The venue is left: what follows is traded on paper. */
  | { readonly kind: 'ToPaper' };

declare const approval: unique symbol;

/** A command that passed the risk gate. Only risk/gate.ts can make one; exchanges take no other. */
export type Approved<C extends SubmitOrder | ChangeSets> = C & { readonly [approval]: true };
