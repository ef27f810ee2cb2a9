import type {
  ClientOrderId,
  ConditionId,
  StrategyIndex,
  TokenId,
  TokenIndex,
  VenueOrderId,
  VenueTradeId,
} from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import { NO_SHARES, type Shares, type Timestamp } from '../../domain/units.ts';
import type { Monotonic } from '../../ports/clock.ts';
import type { PostOrder } from '../orders/post-order.ts';
import { type DeskEvent, type DeskState, nextDeskState } from './desk-state.ts';
import type { ListedToken } from './listed-token.ts';

/** How an order ended. */
export type Ending =
  | { readonly kind: 'canceled'; readonly reason: string }
  | { readonly kind: 'expired' }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string };

/** What is known of an order before it is sent. */
export type Intent = {
  readonly client: ClientOrderId;
  readonly strategy: StrategyIndex;
  /** Its EIP-712 hash. */
  readonly id: VenueOrderId;
  readonly token: TokenId;
  readonly market: ConditionId | undefined;
  readonly terms: LimitTerms;
  readonly intendedAt: Timestamp;
};

/** What only this run knows of it. Of an order of an earlier run: nothing. */
export type OwnIntent = {
  readonly index: TokenIndex;
  readonly listed: ListedToken;
  readonly body: PostOrder;
  /** When the strategy wished it. */
  readonly wishedAt: Monotonic;
};

/** An order of ours at the venue. Only {@link OrderLives} moves it. */
export class DeskOrder {
  readonly intent: Intent;
  /** Undefined: of an earlier run. No strategy of this one knows it. */
  readonly own: OwnIntent | undefined;
  #state: DeskState = 'intended';
  /** Shares booked. */
  filled: Shares = NO_SHARES;
  /** OrderAccepted was told. */
  isAccepted = false;
  /** A cancel is wanted: by name, or as part of everything. */
  cancel: 'asked' | 'swept' | undefined;
  /** The venue said no to the cancel, with this code; whether the order lives is being asked. */
  cancelRefusal: string | undefined;
  /** The venue says that it is over: told when what was matched is booked. */
  ending: Ending | undefined;
  /** Shares matched in all, by the venue's word at the end. */
  matched: Shares | undefined;
  /** Matches that the venue named, not booked yet. */
  readonly awaited = new Set<VenueTradeId>();
  /** It is not among the open ones. */
  isMissing = false;

  constructor(intent: Intent, own: OwnIntent | undefined) {
    this.intent = intent;
    this.own = own;
  }

  get id(): VenueOrderId {
    return this.intent.id;
  }

  get state(): DeskState {
    return this.#state;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  get rest(): Shares {
    return Math.max(0, this.intent.terms.size - this.filled) as Shares;
  }

  /** @throws InvariantError when the event cannot happen in this state. */
  move(event: DeskEvent): void {
    this.#state = nextDeskState(this.#state, event);
  }
}
