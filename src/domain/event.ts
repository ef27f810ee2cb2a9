import type { Fill } from './fill.ts';
import type { ClientOrderId } from './ids.ts';
import type { SettlementEventKind } from './settlement.ts';
import type { Timestamp, Usd } from './units.ts';

/**
 * What an exchange answers to orders, as events: past tense, never changed after creation.
 * `tsEvent` is the venue's time, `tsInit` when the answer reaches us. Market events are tape rows
 * (tape.ts).
 */
export type ExchangeEvent =
  | (Answered & { readonly kind: 'OrderAccepted'; readonly order: ClientOrderId })
  | (Answered & {
      readonly kind: 'OrderRejected';
      readonly order: ClientOrderId;
      readonly code: string;
      readonly message: string;
    })
  | (Answered & {
      readonly kind: 'OrderCanceled';
      readonly order: ClientOrderId;
      /** requested, unfilled_rest (FAK), killed (FOK), market_closed, heartbeat, tick_change. */
      readonly reason: string;
    })
  | (Answered & { readonly kind: 'OrderExpired'; readonly order: ClientOrderId })
  | (Answered & {
      readonly kind: 'CancelRejected';
      readonly order: ClientOrderId;
      readonly code: string;
    })
  | (Answered & {
      readonly kind: 'OrderFilled';
      readonly order: ClientOrderId;
      readonly fill: Fill;
    })
  | (Answered & {
      readonly kind: 'FillSettled';
      readonly order: ClientOrderId;
      readonly fillId: number;
      readonly settlement: SettlementEventKind;
    });

/** What an exchange answers to a split or a merge: each is done as a whole, or not at all. */
export type SetsEvent =
  | (Answered & {
      readonly kind: 'SetsChanged';
      readonly change: ClientOrderId;
      /** Dollars that it cost beside what it moved. */
      readonly gas: Usd;
    })
  | (Answered & {
      readonly kind: 'SetsRefused';
      readonly change: ClientOrderId;
      readonly code: string;
      readonly message: string;
    });

/** All that an exchange answers. */
export type ExchangeAnswer = ExchangeEvent | SetsEvent;

/** What a strategy hears of its splits and merges. */
export type SetsNews =
  | SetsEvent
  | (Answered & {
      readonly kind: 'SetsDenied';
      readonly change: ClientOrderId;
      readonly code: string;
      readonly message: string;
    });

export function isAboutSets<E extends { readonly kind: ExchangeAnswer['kind'] }>(
  answer: E,
): answer is Extract<E, { readonly kind: SetsEvent['kind'] }> {
  return answer.kind === 'SetsChanged' || answer.kind === 'SetsRefused';
}

/** What a strategy hears of its orders: the exchange's answers, and our own gate's denial. */
export type OrderEvent =
  | ExchangeEvent
  | (Answered & {
      readonly kind: 'OrderDenied';
      readonly order: ClientOrderId;
      readonly code: string;
      readonly message: string;
    });

type Answered = { readonly tsEvent: Timestamp; readonly tsInit: Timestamp };
