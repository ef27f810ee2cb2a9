import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { type Clock, elapsedMs, type Monotonic, type Timer } from '../../ports/clock.ts';
import type { DeskOrder } from './desk-order.ts';
import type { FillBook } from './fill-book.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderCancels } from './order-cancels.ts';
import { DUST, type OrderLives } from './order-lives.ts';
import { isConclusive, type Sight, sightOf } from './order-sight.ts';
import { notInBook } from './outcome-words.ts';
import type { TradeQuestions } from './trade-questions.ts';
import type { AccountAccess, OrderAccess } from './venue-access.ts';
import type { VenueMode } from './venue-mode.ts';

/**
 * An order whose POST nobody answered counts as not placed when the venue does not know it so long
 * after the intent, ms. What is in front of the venue gives a request up after 100 s (Cloudflare's
 * limit, 2026), so one that has not arrived by then never will; twenty seconds are for the clocks.
 */
export const NOT_PLACED_AFTER_MS = 120_000;
/** One that the venue had taken counts as gone when it was not found for so long, ms. */
const VANISHED_AFTER_MS = 30_000;
/** Or for so long, when its end was told before, ms. */
const GONE_AFTER_MS = 1_000;
/** And not by one answer: what the venue tells comes out of several caches. */
const ABSENCES_LEAST = 3;
/** An order that was seen alive so often after its end was told is alive. */
const DISBELIEF = 8;
/** So often a match that is named is asked for: about a minute and a half. */
const PATIENCE = 20;
const WAITS = { leastMs: 100, firstMs: 500, mostMs: 5_000 };

type Parts = {
  readonly account: AccountAccess;
  readonly orders: OrderAccess;
  readonly lives: OrderLives;
  readonly trades: TradeQuestions;
  readonly fills: FillBook;
  readonly mode: VenueMode;
  readonly clock: Clock;
  readonly random: () => number;
  readonly notice: NoticeListener;
  readonly cancels: () => OrderCancels;
  readonly onFault: (error: unknown) => void;
};

/** Looks at one order until something is proven. */
type Look = {
  readonly backoff: Backoff;
  timer: Timer | undefined;
  isFlying: boolean;
  /** There was a reason to look while it was looked: what comes back may be older than that. */
  isStale: boolean;
  absences: number;
  absentSince: Monotonic | undefined;
};

/**
 * Asks for orders by their hashes, with growing waits, until it is proven what became of them: the
 * only way out of `unknown`, and the proof behind each end.
 */
export class OrderLooks {
  readonly #parts: Parts;
  readonly #looks = new Map<DeskOrder, Look>();
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The order is in doubt: look at it in so many ms, or sooner where that is planned. */
  soon(order: DeskOrder, inMs: number): void {
    if (order.isOver || this.#isClosed) return;
    let look = this.#looks.get(order);
    if (look === undefined) {
      const backoff = new Backoff(WAITS, this.#parts.random);
      look = {
        backoff,
        timer: undefined,
        isFlying: false,
        isStale: false,
        absences: 0,
        absentSince: undefined,
      };
      this.#looks.set(order, look);
    }
    look.isStale = look.isFlying;
    if (look.isFlying) return;
    this.#plan(order, look, inMs);
  }

  close(): void {
    this.#isClosed = true;
    for (const { timer } of this.#looks.values()) {
      if (timer !== undefined) this.#parts.clock.clearTimer(timer);
    }
    this.#looks.clear();
  }

  #plan(order: DeskOrder, look: Look, inMs: number): void {
    const { clock, onFault } = this.#parts;
    const due = clock.monotonic() + inMs * MICROS_PER_MS;
    if (look.timer !== undefined) {
      if (look.timer.dueAt <= due) return;
      clock.clearTimer(look.timer);
    }
    look.timer = clock.setTimer(inMs, () => {
      look.timer = undefined;
      this.#look(order, look).catch(onFault);
    });
  }

  async #look(order: DeskOrder, look: Look): Promise<void> {
    if (order.isOver) {
      this.#looks.delete(order);
      return;
    }
    look.isFlying = true;
    let isProven = false;
    try {
      isProven = await this.#ask(order, look);
    } finally {
      look.isFlying = false;
      const isDone = isProven && !look.isStale;
      look.isStale = false;
      if (isDone || order.isOver || this.#isClosed) this.#looks.delete(order);
      else this.#plan(order, look, look.backoff.next());
    }
  }

  /** True: nothing about it is in doubt. */
  async #ask(order: DeskOrder, look: Look): Promise<boolean> {
    const { account, mode, trades } = this.#parts;
    const outcome = await account.order(order.id);
    mode.heard(outcome);
    if (order.isOver) return true;
    if (outcome.kind !== 'ok') return false;
    if (outcome.value === undefined) return this.#absent(order, look);
    look.absences = 0;
    look.absentSince = undefined;
    const seen = outcome.value;
    this.#parts.fills.awaitNamed(order, seen.trades);
    for (const trade of [...order.awaited]) await trades.byId(trade);
    // The list of an order's matches is "so far as the venue lists them".
    if (seen.sizeMatched >= order.filled + DUST) await this.#askTrades(order);
    if (order.isOver) return true;
    if (order.awaited.size > 0 && look.backoff.failures >= PATIENCE) this.#giveUp(order);
    const sight = sightOf(seen, order, this.#parts.clock.now());
    this.#apply(order, sight, look);
    const isBooked = order.filled + DUST > seen.sizeMatched && order.awaited.size === 0;
    return order.isOver || (isBooked && isConclusive(sight, order));
  }

  #apply(order: DeskOrder, sight: Sight, look: Look): void {
    const { lives, cancels, notice } = this.#parts;
    if (sight.kind === 'ended') {
      lives.ends(order, sight);
    } else if (sight.kind === 'alive') {
      lives.placed(order);
      if (order.ending !== undefined && look.backoff.failures >= DISBELIEF) {
        const message = 'the venue said that this order is over, and it is open';
        notice({ code: 'contradiction', message, order: order.id });
        order.ending = undefined;
      }
      cancels().seenAlive(order, false);
    } else if (sight.kind === 'held') cancels().seenAlive(order, true);
  }

  /** The venue names matches that it does not show: what it says was matched has to do. */
  #giveUp(order: DeskOrder): void {
    const message = `the venue names matches and does not show them: ${[...order.awaited].join()}`;
    this.#parts.notice({ code: 'contradiction', message, order: order.id });
    order.awaited.clear();
  }

  async #absent(order: DeskOrder, look: Look): Promise<boolean> {
    const { clock, mode, lives, notice } = this.#parts;
    look.absences++;
    look.absentSince ??= clock.monotonic();
    // While the venue starts anew, that it does not find something means nothing.
    if (mode.name === 'restarting') {
      look.absences = 0;
      look.absentSince = undefined;
      return false;
    }
    if (look.absences < ABSENCES_LEAST) return false;
    const wasPlaced = order.isAccepted;
    const absentMs = elapsedMs(look.absentSince, clock.monotonic());
    const isLong = wasPlaced
      ? absentMs >= (order.ending === undefined ? VANISHED_AFTER_MS : GONE_AFTER_MS)
      : this.#ageMs(order) >= NOT_PLACED_AFTER_MS;
    if (!isLong || !(await this.#isGone(order))) return false;
    if (wasPlaced) {
      if (order.ending === undefined) {
        const message = 'the venue took this order and does not know it any more';
        notice({ code: 'vanished_order', message, order: order.id });
      }
      lives.finish(order, order.ending ?? { kind: 'canceled', reason: 'vanished' });
    } else {
      const message = `the venue does not know it ${NOT_PLACED_AFTER_MS / 1_000} s after its POST`;
      lives.finish(order, { kind: 'rejected', code: 'not_placed', message });
    }
    return true;
  }

  /** The last word before a verdict: a cancel of it finds nothing, and no match names it. */
  async #isGone(order: DeskOrder): Promise<boolean> {
    const { orders, cancels, mode } = this.#parts;
    const outcome = await orders.cancel(order.id);
    mode.heard(outcome);
    if (outcome.kind !== 'ok' && notInBook(outcome) === undefined) return false;
    if (outcome.kind === 'ok' && outcome.value.canceled.includes(order.id)) {
      cancels().canceled(order);
      return false;
    }
    const had = order.filled;
    const isTold = await this.#askTrades(order);
    return isTold && order.filled === had && !order.isOver;
  }

  async #askTrades(order: DeskOrder): Promise<boolean> {
    const { intendedAt, market } = order.intent;
    const { isWhole, refused } = await this.#parts.trades.since(intendedAt, market);
    return isWhole && refused === 0;
  }

  #ageMs(order: DeskOrder): number {
    return (this.#now() - order.intent.intendedAt) / MICROS_PER_MS;
  }

  #now(): Timestamp {
    return this.#parts.clock.now();
  }
}
