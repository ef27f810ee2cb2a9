import type { Approved, ChangeSets, SubmitOrder } from '../domain/command.ts';
import type { ExchangeAnswer } from '../domain/event.ts';
import type { ClientOrderId, MarketIndex } from '../domain/ids.ts';
import type { Tape } from '../domain/tape.ts';
import type { Timestamp, Usd } from '../domain/units.ts';

/**
 * Where orders go and answers come from. Nothing is answered by a return value: answers are events
 * that {@link poll} yields once they have reached us.
 */
export interface Execution {
  /** The type is the gate: only the risk gate makes an Approved order. */
  submit(order: Approved<SubmitOrder>, now: Timestamp): void;
  cancel(order: ClientOrderId, now: Timestamp): void;
  /** Everything open, in one market or in all. */
  cancelAll(market: MarketIndex | undefined, now: Timestamp): void;
  /** Splits or merges complete sets. */
  changeSets(change: Approved<ChangeSets>, now: Timestamp): void;
  /** The most dollars of gas that one split or merge costs. */
  readonly setGas: Usd;
  /** When something is next due inside or on its way to us; NEVER when nothing is. */
  readonly nextDue: Timestamp;
  /**
   * Does what is due at or before `until`, in time order, up to the first answer that has reached
   * us; returns it, or undefined when nothing more is due. Call until undefined.
   */
  poll(until: Timestamp): ExchangeAnswer | undefined;
  /**
   * A row of the tape at the venue's side, at its tsInit. The simulated exchange lives by it and
   * sees it before any strategy does; a live venue has no use for it. The row comes as tape and
   * position because a number like a time, passed as an argument, would cost an allocation.
   */
  onRow(tape: Tape, row: number): void;
}
