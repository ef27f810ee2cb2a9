import type { VenueOrderId } from '../../domain/ids.ts';
import { Backoff } from '../../net/backoff.ts';
import { pause } from '../../net/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import { type VenueOutcome, whetherDone } from '../rest/outcome.ts';
import type { CancelOutcome } from '../wire/clob/canceled.ts';
import { CANCELS_AT_ONCE } from './cancel-sweep.ts';
import type { DeskOrder } from './desk-order.ts';
import type { NoticeListener } from './notice.ts';
import type { OrderLives } from './order-lives.ts';
import { notInBook } from './outcome-words.ts';
import type { OrderAccess } from './venue-access.ts';
import type { VenueMode } from './venue-mode.ts';

/** A cancel that certainly was not done is tried again after this, growing, ms. */
const AGAIN = { leastMs: 100, firstMs: 250, mostMs: 5_000 };
/** After so many attempts a person is told. */
const PATIENCE = 5;

type Parts = {
  readonly orders: OrderAccess;
  readonly lives: OrderLives;
  readonly mode: VenueMode;
  readonly clock: Clock;
  readonly random: () => number;
  readonly notice: NoticeListener;
  /** The order has to be looked at by its hash, this soon (ms). */
  readonly look: (order: DeskOrder, inMs: number) => void;
  readonly onFault: (error: unknown) => void;
};

/** So long the user channel may take to tell what REST would have to be asked for, ms. */
export const GRACE_MS = 250;

/**
 * Takes orders out. A cancel is wanted until the order is proven to be over or to live on in spite
 * of it: one that was certainly not done is sent again, one whose outcome is unknown only when the
 * order is seen alive. While a POST is under way nothing is sent: the venue might see the cancel
 * first, and find nothing.
 */
export class OrderCancels {
  readonly #parts: Parts;
  #wanted = new Set<DeskOrder>();
  #isPlanned = false;
  #isClosed = false;
  readonly #flying = new Set<DeskOrder>();
  /** Of orders whose cancels were refused: how long until they are looked at. */
  readonly #waits = new WeakMap<DeskOrder, Backoff>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What was not done is tried no more. */
  close(): void {
    this.#isClosed = true;
  }

  want(order: DeskOrder, how: 'asked' | 'swept'): void {
    if (order.isOver) return;
    if (order.cancel !== 'asked') order.cancel = how;
    // Whoever wants everything gone, as a kill, is not to wait for refusals of before.
    if (how === 'swept') this.#waits.delete(order);
    this.trySend(order);
  }

  /** The order's state has changed: perhaps the cancel that is wanted can leave now. */
  trySend(order: DeskOrder): void {
    const { cancel, state, ending } = order;
    const canLeave = state === 'open' || state === 'unknown' || state === 'canceling';
    if (cancel === undefined || !canLeave || ending !== undefined) return;
    if (this.#flying.has(order) || this.#wanted.has(order)) return;
    this.#wanted.add(order);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    // All cancels of one turn share a request.
    queueMicrotask(() => this.#flush());
  }

  /** It was seen alive, and so much later than the cancel that this means something. */
  seenAlive(order: DeskOrder, isHeld: boolean): void {
    if (order.cancel === undefined || this.#flying.has(order)) return;
    const refusal = order.cancelRefusal;
    if (order.cancel === 'swept') order.cancelRefusal = undefined;
    // Whoever wants everything gone wants it when the venue lets go of it, too.
    if (refusal === undefined || order.cancel === 'swept') this.trySend(order);
    else this.#parts.lives.cancelRefused(order, isHeld ? 'delayed' : refusal);
  }

  /** Of an order that no state of ours is about any more. Once; the next look finds it or not. */
  again(id: VenueOrderId): void {
    const { orders, mode, onFault } = this.#parts;
    orders.cancel(id).then((outcome) => mode.heard(outcome), onFault);
  }

  #flush(): void {
    this.#isPlanned = false;
    const orders = [...this.#wanted].filter(({ isOver }) => !isOver);
    this.#wanted = new Set();
    for (let from = 0; from < orders.length; from += CANCELS_AT_ONCE) {
      const some = orders.slice(from, from + CANCELS_AT_ONCE);
      for (const order of some) {
        order.move('cancel');
        this.#flying.add(order);
      }
      this.#send(some).catch(this.#parts.onFault);
    }
  }

  async #send(orders: readonly DeskOrder[]): Promise<void> {
    const { clock, random, mode, notice } = this.#parts;
    const backoff = new Backoff(AGAIN, random);
    let left = orders;
    while (!this.#isClosed) {
      const outcome = await this.#request(left.map(({ id }) => id));
      mode.heard(outcome);
      const words = notInBook(outcome);
      if (words !== undefined) {
        for (const order of left) {
          this.#flying.delete(order);
          this.#refused(order, words);
        }
        return;
      }
      if (whetherDone(outcome) !== 'notDone') {
        for (const order of left) this.#flying.delete(order);
        this.#heard(left, outcome);
        return;
      }
      const waitMs = backoff.next();
      if (backoff.failures === PATIENCE) {
        const message = `${left.length} cancels were not done: ${outcome.kind}; they are tried on`;
        notice({ code: 'cancel_fails', message });
      }
      await pause(clock, waitMs);
      for (const order of left) if (order.isOver) this.#flying.delete(order);
      left = left.filter(({ isOver }) => !isOver);
      if (left.length === 0) return;
    }
  }

  #request(ids: readonly VenueOrderId[]): Promise<VenueOutcome<CancelOutcome>> {
    const { orders } = this.#parts;
    return ids.length === 1 ? orders.cancel(ids[0] as VenueOrderId) : orders.cancelMany(ids);
  }

  #heard(orders: readonly DeskOrder[], outcome: VenueOutcome<CancelOutcome>): void {
    const { look } = this.#parts;
    if (outcome.kind !== 'ok') {
      // Not at once: a venue that answers nothing but errors is not to be hammered.
      for (const order of orders) look(order, GRACE_MS);
      return;
    }
    const canceled = new Set(outcome.value.canceled);
    for (const order of orders) {
      if (canceled.has(order.id)) this.canceled(order);
      else this.#refused(order, outcome.value.notCanceled.get(order.id)?.code);
    }
  }

  /** The venue has canceled it. How much was matched before, it does not say here. */
  canceled(order: DeskOrder): void {
    const { lives, look } = this.#parts;
    if (order.isOver) return;
    const ending = { kind: 'canceled', reason: 'requested' } as const;
    lives.ends(order, { ending, matched: undefined, wasPlaced: true });
    if (!order.isOver) look(order, GRACE_MS);
  }

  /** `code` undefined: the answer does not speak of the order. */
  #refused(order: DeskOrder, code: string | undefined): void {
    const { lives, look } = this.#parts;
    if (order.isOver) lives.cancelRefused(order, 'not_open');
    else if (code === 'match_delayed' && order.cancel === 'asked') {
      lives.cancelRefused(order, 'delayed');
    } else {
      // Not found proves nothing of an order that is unknown: the cancel stays wanted.
      if (order.state !== 'unknown') order.cancelRefusal = code ?? 'unclear';
      const waitMs = this.#lookIn(order);
      look(order, code === 'match_delayed' ? Math.max(GRACE_MS, waitMs) : waitMs);
    }
  }

  /**
   * At once after the first refusal. A venue may go on to refuse the cancel and to show the order
   * alive: it is not to be asked as fast as it answers.
   */
  #lookIn(order: DeskOrder): number {
    const backoff = this.#waits.get(order);
    if (backoff !== undefined) return backoff.next();
    this.#waits.set(order, new Backoff(AGAIN, this.#parts.random));
    return 0;
  }
}
