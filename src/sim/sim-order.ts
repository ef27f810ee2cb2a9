import type { SubmitOrder } from '../domain/command.ts';
import { type ClientOrderId, type MarketIndex, marketOf, outcomeOf } from '../domain/ids.ts';
import type { OrderTerms } from '../domain/order.ts';
import type { BookSide } from '../domain/side.ts';
import { NO_SHARES, type Price, type Shares } from '../domain/units.ts';
import { canonicalPrice, canonicalSide } from './canonical.ts';
import type { OwnLevel } from './own-side.ts';

/** An order at the venue. Side and price are canonical; `terms` are as sent. */
export type SimOrder = {
  readonly owner: number;
  readonly id: ClientOrderId;
  readonly terms: OrderTerms;
  readonly market: MarketIndex;
  readonly side: BookSide;
  readonly price: Price;
  /** Order of arrival, over all owners. */
  readonly sequence: number;
  /** Shares not yet filled. */
  rest: Shares;
  /** Recorded shares that were in the level before us, or UNKNOWN_FRONT. */
  front: Shares;
  /** Printed at our price since the level last changed; they have left the front already. */
  traded: Shares;
  /** Where it rests; undefined before and after. */
  level: OwnLevel | undefined;
  /** Not while it is held in the taker delay, when it cannot be canceled, nor when it is over. */
  isResting: boolean;
};

export function makeSimOrder(owner: number, command: SubmitOrder, sequence: number): SimOrder {
  const { terms } = command;
  const outcome = outcomeOf(terms.token);
  return {
    owner,
    id: command.id,
    terms,
    market: marketOf(terms.token),
    side: canonicalSide(outcome, terms.side),
    price: canonicalPrice(outcome, terms.price),
    sequence,
    rest: terms.size,
    front: NO_SHARES,
    traded: NO_SHARES,
    level: undefined,
    isResting: false,
  };
}
