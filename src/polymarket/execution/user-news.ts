import type { Clock } from '../../ports/clock.ts';
import type { UserMessage } from '../wire/user/user-frame.ts';
import type { DeskOrder } from './desk-order.ts';
import type { FillBook } from './fill-book.ts';
import { GRACE_MS } from './order-cancels.ts';
import type { OrderDesk } from './order-desk.ts';
import { DUST, type OrderLives } from './order-lives.ts';
import type { OrderLooks } from './order-looks.ts';
import { sightOf } from './order-sight.ts';
import type { Reconciler } from './reconciler.ts';

type OrderChanged = Extract<UserMessage, { kind: 'OrderChanged' }>;

type Parts = {
  readonly desk: OrderDesk;
  readonly fills: FillBook;
  readonly lives: OrderLives;
  readonly looks: OrderLooks;
  readonly reconciler: Reconciler;
  readonly clock: Clock;
};

/** What the user channel says, attached by the order's hash: it may come before any answer. */
export class UserNews {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  take(message: UserMessage): void {
    const { desk, fills, reconciler } = this.#parts;
    if (message.kind === 'TradeChanged') {
      fills.take(message, message.tsEvent);
      return;
    }
    const order = desk.byHash(message.order);
    if (order !== undefined) this.#changed(order, message);
    else if (!desk.isOurs(message.order)) reconciler.foreignOrder(message);
  }

  #changed(order: DeskOrder, message: OrderChanged): void {
    const { lives, looks } = this.#parts;
    if (order.isOver) return;
    if (message.change === 'cancellation') {
      this.#canceled(order, message);
      return;
    }
    const { code } = message.status;
    if (code === 'delayed' || code === 'invalid') {
      looks.soon(order, GRACE_MS);
      return;
    }
    lives.placed(order, message.tsEvent);
    if (message.sizeMatched >= order.filled + DUST) looks.soon(order, GRACE_MS);
  }

  /** Whatever status it repeats, the order is canceled. */
  #canceled(order: DeskOrder, message: OrderChanged): void {
    const { lives, looks, fills, clock } = this.#parts;
    const { status, tsEvent } = message;
    const isTold = status.code === 'canceled_market_resolved' || status.code === 'invalid';
    const canceled = isTold ? status : { ...status, code: 'canceled' as const };
    const sight = sightOf({ ...message, status: canceled }, order, clock.now());
    if (sight.kind !== 'ended') return;
    fills.awaitNamed(order, message.trades);
    lives.ends(order, sight, tsEvent);
    looks.soon(order, GRACE_MS);
  }
}
