import { makerRebate } from '../../domain/fee.ts';
import type { Fill } from '../../domain/fill.ts';
import type { SettlementEventKind } from '../../domain/settlement.ts';
import { complement, NO_USD, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { VenueTrade } from '../wire/venue-trade.ts';
import type { AnswerQueue, UntimedAnswer } from './answer-queue.ts';
import type { DeskJournal } from './desk-journal.ts';
import type { DeskOrder, Ending, OwnIntent } from './desk-order.ts';
import type { UnsettledFill } from './fill-book.ts';
import { amountOf, feeOf, matchKindOf, type OwnPart } from './fill-of.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderDesk } from './order-desk.ts';
import type { FillRecord } from './order-record.ts';
import { NO_MATCH } from './outcome-words.ts';

/** Less than this can be missing of what was matched: the smallest step of an order's size. */
export const DUST = 10_000 as Shares;

/** The venue's word that an order is over. */
type End = {
  readonly ending: Ending;
  /** In all; undefined: it did not say how much. */
  readonly matched: Shares | undefined;
  /** False: it never came so far as to rest or to trade. */
  readonly wasPlaced: boolean;
};

type Parts = {
  readonly desk: OrderDesk;
  readonly answers: AnswerQueue;
  readonly journal: DeskJournal;
  readonly clock: Clock;
  readonly notice: NoticeListener;
  /** The venue has it: what waited for that can go on. */
  readonly onPlaced: (order: DeskOrder) => void;
};

/**
 * The one place where an order of ours moves, is written down and told. What is told has the order
 * of the simulated exchange: accepted, fills, then the end. An order of an earlier run is written
 * down alone, since no strategy of this one knows it.
 */
export class OrderLives {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The venue has it, or had it. */
  placed(order: DeskOrder, at?: Timestamp): void {
    if (order.isOver) return;
    order.move('placed');
    if (order.isAccepted) return;
    order.isAccepted = true;
    this.#note({ kind: 'OrderPlaced', at: this.#now(), id: order.id });
    this.#say(order, { kind: 'OrderAccepted', order: order.intent.client }, at);
    this.#parts.onPlaced(order);
  }

  /** Books our part of a match. False: there is nothing left that it could have filled. */
  fill(told: OwnPart, trade: VenueTrade, number: number, at: Timestamp): boolean {
    const order = this.#parts.desk.byHash(told.order);
    const part = order === undefined ? told : this.#asOrdered(order, told, trade);
    if (part.size <= 0) return false;
    // A fill proves that the venue took the order, whatever its answer will say or has said.
    if (order !== undefined) this.placed(order, at);
    const record: FillRecord = {
      fill: number,
      trade: trade.trade,
      id: part.order,
      token: part.token,
      side: part.side,
      price: part.price,
      size: part.size,
      amount: amountOf(part, trade),
      fee: order?.own === undefined ? undefined : feeOf(part, trade, order.own.listed.fee),
    };
    const { matchedAt } = trade;
    this.#note({ ...record, kind: 'OrderFilled', at: this.#now(), matchedAt });
    if (order?.own === undefined) {
      const message = 'an order that no strategy of this run knows was filled';
      this.#parts.notice({ code: 'late_fill', message, order: part.order, trade: trade.trade });
    }
    if (order === undefined) return true;
    order.filled = (order.filled + part.size) as Shares;
    order.awaited.delete(trade.trade);
    if (order.own !== undefined) {
      const fill = fillOf(order, order.own, record, part, trade, matchedAt ?? at);
      this.#say(order, { kind: 'OrderFilled', order: order.intent.client, fill }, fill.tsEvent);
    }
    if (order.filled < order.intent.terms.size) this.tryEnd(order, at);
    else if (!order.isOver) {
      this.#close(order, 'filled', undefined);
      this.#tellLostCancel(order);
    }
    return true;
  }

  settled(fill: UnsettledFill, status: SettlementEventKind, at: Timestamp): void {
    const { id, trade } = fill;
    this.#note({ kind: 'FillMoved', at: this.#now(), id, trade, status, since: at });
    const order = this.#parts.desk.byHash(id);
    if (order === undefined) return;
    const { client } = order.intent;
    const fillId = fill.fill;
    this.#say(order, { kind: 'FillSettled', order: client, fillId, settlement: status }, at);
  }

  /**
   * The venue says that the order is over. It is told as over only when all that was matched is
   * booked: shares of a fill that is still on its way must not be free to be sold again.
   */
  ends(order: DeskOrder, { ending, matched, wasPlaced }: End, at?: Timestamp): void {
    if (order.isOver) return;
    // First, so that nobody cancels what is said to be over.
    order.ending ??= ending;
    if (matched !== undefined) order.matched = matched;
    if (wasPlaced) this.placed(order, at);
    this.tryEnd(order, at);
  }

  /** Ends the order if all that was matched is booked. */
  tryEnd(order: DeskOrder, at?: Timestamp): void {
    const { ending, matched } = order;
    if (order.isOver || ending === undefined || matched === undefined) return;
    // Of a FAK buy the venue may count dollars: each match that it names counts as well.
    if (order.filled + DUST <= matched || order.awaited.size > 0) return;
    this.finish(order, ending, at);
  }

  /** Nothing more is asked: this is how it ended. */
  finish(order: DeskOrder, ending: Ending, at?: Timestamp): void {
    if (order.isOver) return;
    const { client } = order.intent;
    const isUntouched = !order.isAccepted && order.filled === 0;
    if (ending.kind === 'expired') {
      this.#close(order, 'expired', undefined);
      this.#say(order, { kind: 'OrderExpired', order: client }, at);
    } else if (ending.kind === 'rejected' && isUntouched) {
      const { code, message } = ending;
      this.#close(order, 'rejected', code);
      this.#say(order, { kind: 'OrderRejected', order: client, code, message }, at);
    } else {
      // An order that was taken is not rejected any more: its rest is gone.
      const reason = ending.kind === 'canceled' ? ending.reason : restOf(ending);
      this.#close(order, 'canceled', reason);
      this.#say(order, { kind: 'OrderCanceled', order: client, reason }, at);
    }
    this.#tellLostCancel(order);
  }

  /** The cancel came to nothing. Whoever asked for everything is told of what ended, no more. */
  cancelRefused(order: DeskOrder, code: string): void {
    if (!order.isOver) order.move('kept');
    const wasAsked = order.cancel === 'asked';
    order.cancel = undefined;
    order.cancelRefusal = undefined;
    if (!wasAsked) return;
    this.#say(order, { kind: 'CancelRejected', order: order.intent.client, code }, undefined);
  }

  /** A cancel that the venue had refused was refused because of this end. */
  #tellLostCancel(order: DeskOrder): void {
    if (order.cancelRefusal !== undefined) this.cancelRefused(order, 'not_open');
  }

  #close(order: DeskOrder, how: 'filled' | 'canceled' | 'expired' | 'rejected', code?: string) {
    order.move('end');
    this.#note({ kind: 'OrderEnded', at: this.#now(), id: order.id, how, code });
    this.#parts.desk.closed(order);
    order.awaited.clear();
  }

  /**
   * The part in the order's own token and side, which we know better than anybody. A sale cannot
   * pass its size: the contract moves no more shares than were signed for, so what is told beyond
   * is rounding. A buy can, since what is signed are its dollars.
   */
  #asOrdered(order: DeskOrder, part: OwnPart, trade: VenueTrade): OwnPart {
    const { token, terms } = order.intent;
    const { side } = terms;
    const isFlipped = part.token !== token;
    if (isFlipped || part.side !== side) {
      const message = `a ${part.side} is told of an order to ${side}, or of another token`;
      this.#tell('contradiction', message, order, trade);
    }
    const price = isFlipped ? complement(part.price) : part.price;
    const over = order.filled + part.size - terms.size;
    if (over > 0) {
      const message = `${over} units of shares more than the ${terms.size} that were asked for`;
      this.#tell('overfill', message, order, trade);
    }
    const size = over > 0 && side === 'sell' ? order.rest : part.size;
    return { ...part, token, side, price, size };
  }

  #tell(
    code: 'contradiction' | 'overfill',
    message: string,
    order: DeskOrder,
    trade: VenueTrade,
  ): void {
    this.#parts.notice({ code, message, order: order.id, trade: trade.trade });
  }

  #say(order: DeskOrder, answer: UntimedAnswer, at: Timestamp | undefined): void {
    if (order.own !== undefined) this.#parts.answers.say(answer, at);
  }

  #note(record: Parameters<DeskJournal['note']>[0]): void {
    this.#parts.journal.note(record);
  }

  #now(): Timestamp {
    return this.#parts.clock.now();
  }
}

/** Why the rest of an order is gone that the venue took, and then refused. */
function restOf(ending: Ending & { readonly kind: 'rejected' }): string {
  return ending === NO_MATCH ? 'unfilled_rest' : ending.code;
}

function fillOf(
  order: DeskOrder,
  { index, listed }: OwnIntent,
  record: FillRecord,
  part: OwnPart,
  trade: VenueTrade,
  tsEvent: Timestamp,
): Fill {
  const { fill: id, side, price, size, amount, fee } = record;
  const isMaker = part.liquidity === 'maker';
  return {
    id,
    order: order.intent.client,
    token: index,
    side,
    price,
    size,
    amount,
    fee: fee as Usd,
    rebate: isMaker ? makerRebate(listed.fee, size, price) : NO_USD,
    liquidity: part.liquidity,
    match: matchKindOf(part, trade),
    evidence: 'venue',
    tsEvent,
    settlement: 'matched',
  };
}
