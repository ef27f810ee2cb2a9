import type { ClientOrderId, StrategyIndex, TokenIndex } from './ids.ts';
import type { OrderStatus } from './order-status.ts';
import type { Side } from './side.ts';
import type { Price, Shares, Timestamp } from './units.ts';

/** GTC rests until canceled, GTD until a time, FOK fills whole or not at all, FAK fills what it
 * can at once and cancels the rest. */
export type TimeInForce = 'GTC' | 'GTD' | 'FOK' | 'FAK';

/** Why a strategy did something: a stable code and the numbers that it compared. */
export type Reason = {
  readonly code: string;
  readonly numbers: Readonly<Record<string, number>>;
};

/** An order as asked for. Prices and sizes are of the named token, not of the market's book. */
export type OrderTerms = {
  readonly token: TokenIndex;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  /** Of GTD only: when the venue is to kill it. */
  readonly expiresAt: Timestamp | undefined;
};

/** The same whatever the token. */
export type LimitTerms = Omit<OrderTerms, 'token'>;

/** Whether the order never rests: it fills at once what it can, or nothing. */
export function isImmediate({ timeInForce }: Pick<OrderTerms, 'timeInForce'>): boolean {
  return timeInForce === 'FAK' || timeInForce === 'FOK';
}

/** An order of ours through its life; the engine alone changes it. */
export type Order = OrderTerms & {
  readonly id: ClientOrderId;
  readonly strategy: StrategyIndex;
  readonly submittedAt: Timestamp;
  status: OrderStatus;
  filled: Shares;
};
