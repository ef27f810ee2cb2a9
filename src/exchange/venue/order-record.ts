import type { ClientOrderId, Outcome, VenueOrderId } from '../../domain/ids.ts';
import type { OrderTerms } from '../../domain/order.ts';
import { NO_SHARES, NO_USD, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import type { ListedMarket } from './listed-market.ts';
import type { ApiKey, Wallet } from './wallet.ts';

/** As the venue words it in answers and frames. */
export type WireOrderStatus =
  | 'LIVE'
  | 'MATCHED'
  | 'DELAYED'
  | 'UNMATCHED'
  | 'CANCELED'
  | 'CANCELED_MARKET_RESOLVED'
  | 'INVALID';

/** What the exchange made of an order that it was sent. */
export type Decision =
  | { readonly kind: 'live' | 'matched' | 'delayed' }
  /** A code of matching or of the checks before it; the text is for the refused. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

export type OrderRecordFacts = {
  readonly id: VenueOrderId;
  readonly number: ClientOrderId;
  readonly key: ApiKey;
  readonly wallet: Wallet;
  readonly market: ListedMarket;
  readonly outcome: Outcome;
  readonly terms: OrderTerms;
  /** Dollars that an immediate buy was signed for; undefined for all other orders. */
  readonly spend?: Usd | undefined;
  /** Of somebody who lives here: nobody can ask for it. */
  readonly isInside?: true;
  /** As sent, unix seconds; 0 for none. */
  readonly expirationSeconds: number;
  readonly createdAt: Timestamp;
};

/** One order that was sent here, from its arrival on. */
export class OrderRecord {
  readonly facts: OrderRecordFacts;
  status: WireOrderStatus = 'DELAYED';
  matched: Shares = NO_SHARES;
  /** What the matched shares cost or brought, without fees. */
  matchedUsd: Usd = NO_USD;
  /** Trades that it is part of, oldest first. */
  readonly trades: string[] = [];
  /** Unset while it is held back. */
  decision: Decision | undefined;
  /** It rests or is held back: it can still trade. */
  isOpen = true;
  /** Whether anything of it was ever told to its owner by socket. */
  isPlaced = false;

  constructor(facts: OrderRecordFacts) {
    this.facts = facts;
  }

  get rest(): Shares {
    return (this.facts.terms.size - this.matched) as Shares;
  }
}
