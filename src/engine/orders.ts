import type { SubmitOrder } from '../domain/command.ts';
import type { Fill } from '../domain/fill.ts';
import type { ClientOrderId } from '../domain/ids.ts';
import { invariant } from '../domain/invariant.ts';
import { REMEMBERED_ORDERS } from '../domain/known-orders.ts';
import type { Order } from '../domain/order.ts';
import { isClosed, type OrderEventKind, transition } from '../domain/order-status.ts';
import { NO_SHARES, type Shares, type Timestamp } from '../domain/units.ts';

/** Every order that is alive, and the last few that are not. Memory does not grow with the run. */
export class Orders {
  readonly #orders = new Map<ClientOrderId, Order>();
  readonly #closed: (ClientOrderId | undefined)[] = new Array(REMEMBERED_ORDERS).fill(undefined);
  #closures = 0;
  #newest = 0;
  /** Fills of orders already canceled or expired: legal, and worth knowing. */
  lateFills = 0;

  get(id: ClientOrderId): Order | undefined {
    return this.#orders.get(id);
  }

  /** Whether an order with this id can have been sent: it is known, or it was once. */
  wasSent(id: ClientOrderId): boolean {
    return id >= 1 && id <= this.#newest;
  }

  /** Records a command as an order that is on its way. */
  submitted(command: SubmitOrder, at: Timestamp): Order {
    invariant(command.id > this.#newest, 'order ids rise: this one has been used');
    this.#newest = command.id;
    const order: Order = {
      ...command.terms,
      id: command.id,
      strategy: command.strategy,
      submittedAt: at,
      status: transition('initialized', 'submitted'),
      filled: NO_SHARES,
    };
    this.#orders.set(order.id, order);
    return order;
  }

  /** Moves the order along its life. Returns true when this closed it. */
  move(order: Order, event: OrderEventKind): boolean {
    const wasClosed = isClosed(order.status);
    order.status = transition(order.status, event);
    if (wasClosed || !isClosed(order.status)) return false;
    this.#remember(order.id);
    return true;
  }

  /**
   * Books a fill on the order. Returns true when this closed it. Only the venue may fill more than
   * was asked for: a buy at once asks for dollars, which at a better price are more shares.
   */
  fill(order: Order, { size, evidence }: Pick<Fill, 'size' | 'evidence'>): boolean {
    const filled = (order.filled + size) as Shares;
    const mayPass = evidence === 'venue' && order.side === 'buy';
    invariant(
      mayPass || filled <= order.size,
      `order ${order.id} of ${order.size} has ${filled} filled`,
    );
    if (isClosed(order.status)) this.lateFills++;
    order.filled = filled;
    return this.move(order, filled >= order.size ? 'filled' : 'partiallyFilled');
  }

  /** Every order known, oldest first. */
  values(): IterableIterator<Order> {
    return this.#orders.values();
  }

  #remember(id: ClientOrderId): void {
    const slot = this.#closures++ % REMEMBERED_ORDERS;
    const oldest = this.#closed[slot];
    if (oldest !== undefined) this.#orders.delete(oldest);
    this.#closed[slot] = id;
  }
}
