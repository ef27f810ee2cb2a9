import type {
  ClientOrderId,
  ConditionId,
  StrategyIndex,
  TokenId,
  VenueOrderId,
  VenueTradeId,
} from '../../domain/ids.ts';
import type { LimitTerms } from '../../domain/order.ts';
import type { SettlementStatus } from '../../domain/settlement.ts';
import type { Side } from '../../domain/side.ts';
import type { Price, Shares, Timestamp, Usd } from '../../domain/units.ts';
import type { PostOrder } from '../orders/post-order.ts';

/** One order's part in one match, as it is booked: in the order's own token and side. */
export type FillRecord = {
  /** Rising over all runs of a journal. */
  readonly fill: number;
  readonly trade: VenueTradeId;
  readonly id: VenueOrderId;
  readonly token: TokenId;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly amount: Usd;
  /** Undefined where the market's fee is not known: of an order of an earlier run. */
  readonly fee: Usd | undefined;
};

/**
 * What is written down so that a restart can prove everything. Tokens and orders stand here by the
 * venue's names, since indices are of one run.
 */
export type OrderRecord =
  /** On the disk before the first byte leaves. The id of the API key is not part of `body`. */
  | {
      readonly kind: 'OrderIntended';
      readonly at: Timestamp;
      readonly order: ClientOrderId;
      readonly strategy: StrategyIndex;
      readonly id: VenueOrderId;
      readonly token: TokenId;
      readonly market: ConditionId | undefined;
      readonly terms: LimitTerms;
      readonly body: Omit<PostOrder, 'owner'>;
    }
  | { readonly kind: 'OrderPlaced'; readonly at: Timestamp; readonly id: VenueOrderId }
  | {
      readonly kind: 'OrderEnded';
      readonly at: Timestamp;
      readonly id: VenueOrderId;
      readonly how: 'filled' | 'canceled' | 'expired' | 'rejected';
      /** The reason of a cancel, the code of a rejection. */
      readonly code: string | undefined;
    }
  | (FillRecord & {
      readonly kind: 'OrderFilled';
      readonly at: Timestamp;
      /** When the venue matched it, by its own clock. */
      readonly matchedAt: Timestamp | undefined;
    })
  /** Records before it are gone: what the venue has matched since then is asked for anew. */
  | {
      readonly kind: 'JournalRestored';
      readonly at: Timestamp;
      readonly since: Timestamp;
      readonly lost: number;
    }
  | {
      readonly kind: 'FillMoved';
      readonly at: Timestamp;
      readonly id: VenueOrderId;
      readonly trade: VenueTradeId;
      readonly status: SettlementStatus;
      /** The venue's time of that status. */
      readonly since: Timestamp;
    };

/** What the execution needs of a journal; FileJournal is one. */
export type OrderJournal = {
  /** Takes a record in, in memory. Throws when the journal cannot be written any more. */
  append(record: OrderRecord): unknown;
  /** Resolves when all that was appended survives a crash; rejects when that is not so. */
  durable(): Promise<void>;
};
