import type { TokenIndex } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrderBuilder } from '../orders/order-builder.ts';
import type { Address } from '../signing/address.ts';
import type { SignatureType } from '../signing/exchange-order.ts';
import type { ExpectedBalances } from './balance-check.ts';
import type { FeeIn, FreeFunds } from './external-trades.ts';
import type { ListedToken } from './listed-token.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderHistory } from './order-history.ts';
import type { OrderJournal } from './order-record.ts';
import type { SignOrder } from './order-sender.ts';
import type { TokenNames } from './token-names.ts';
import type { AccountAccess, HeartbeatAccess, OrderAccess } from './venue-access.ts';

export type VenueExecutionOptions = TokenNames & {
  readonly orders: OrderAccess;
  readonly account: AccountAccess;
  readonly heartbeat: HeartbeatAccess;
  readonly builder: Pick<OrderBuilder, 'limit'>;
  readonly sign: SignOrder;
  /** Whether this machine is fit to send something new now; asked before it is signed and sent. */
  readonly permit: () => Result<void>;
  readonly signatureType: SignatureType;
  /** Whose dollars and shares are traded. */
  readonly wallet: Address;
  readonly journal: OrderJournal;
  /** What the journal held when it was opened: recover(). */
  readonly history: OrderHistory;
  /** What is known of a token now; its tick changes while it trades. */
  readonly listed: (token: TokenIndex) => Result<ListedToken>;
  /** What others pay who trade with this wallet; by default nobody knows. */
  readonly feeIn?: FeeIn | undefined;
  /** What the engine believes that the wallet holds; undefined: it cannot be compared now. */
  readonly expected: () => ExpectedBalances | undefined;
  /** What the engine has free of a token beside its open orders; undefined: it has not begun. */
  readonly left: (token: TokenIndex) => FreeFunds | undefined;
  /** Never tells a time twice: the clock of the session. */
  readonly clock: Clock;
  /** The machine's, by which its disk is slow or not; by default that of the session. */
  readonly machine?: Clock;
  /** The venue's time, for what is signed. */
  readonly venueNow: () => Timestamp;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** There is something to poll. Never called from inside of a call of the engine's. */
  readonly onAnswer: () => void;
  readonly onNotice: NoticeListener;
  /** A fault of the program in work that nobody waits for: nothing new is sent after it. */
  readonly onFault: (error: unknown) => void;
  /** An order that has waited longer than this from wish to POST is not sent, ms. */
  readonly ageMsMost: number;
  /** How often everything is compared without any reason, ms. */
  readonly reconcileEveryMs: number;
  /** Whether open orders of this API key that are not ours stop new ones. */
  readonly haltOnForeign: boolean;
};
