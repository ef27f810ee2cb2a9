import type { ExchangeEvent } from './event.ts';
import type { ClientOrderId } from './ids.ts';
import { isFinal } from './settlement.ts';

/** Closed orders stay known this long (in orders), for fills that come after the end. */
export const REMEMBERED_ORDERS = 4_096;

type Known<T> = {
  readonly value: T;
  readonly size: number;
  filled: number;
  isClosed: boolean;
  /** As many orders have closed since as the engine remembers. */
  isOld: boolean;
  /** Fills that the chain may still take back. */
  readonly unsettled: Set<number>;
};

/**
 * What is kept of the orders of a run while there may be news of them. The engine takes no fill of
 * an order that it has forgotten, so this forgets as the engine does; not before the fills are
 * final. Memory does not grow with the run.
 */
export class KnownOrders<T> {
  readonly #orders = new Map<ClientOrderId, Known<T>>();
  readonly #closed: ClientOrderId[] = [];
  readonly #onForgotten: (value: T) => void;
  #closures = 0;

  constructor(onForgotten: (value: T) => void = () => {}) {
    this.#onForgotten = onForgotten;
  }

  submitted(id: ClientOrderId, size: number, value: T): void {
    const unsettled = new Set<number>();
    this.#orders.set(id, { value, size, filled: 0, isClosed: false, isOld: false, unsettled });
  }

  /** Undefined: it was never submitted in this run, or is forgotten. */
  get(id: ClientOrderId): T | undefined {
    return this.#orders.get(id)?.value;
  }

  /** To be told of each answer, once it is dealt with. */
  heard(event: ExchangeEvent): void {
    const known = this.#orders.get(event.order);
    if (known === undefined) return;
    switch (event.kind) {
      case 'OrderRejected':
      case 'OrderCanceled':
      case 'OrderExpired':
        this.#close(event.order, known);
        break;
      case 'OrderFilled':
        known.filled += event.fill.size;
        known.unsettled.add(event.fill.id);
        if (known.filled >= known.size) this.#close(event.order, known);
        break;
      case 'FillSettled':
        if (!isFinal(event.settlement)) break;
        known.unsettled.delete(event.fillId);
        this.#forget(event.order);
        break;
      default:
        break;
    }
  }

  #close(id: ClientOrderId, known: Known<T>): void {
    if (known.isClosed) return;
    known.isClosed = true;
    const slot = this.#closures++ % REMEMBERED_ORDERS;
    const oldest = this.#closed[slot];
    this.#closed[slot] = id;
    const old = oldest === undefined ? undefined : this.#orders.get(oldest);
    if (oldest === undefined || old === undefined) return;
    old.isOld = true;
    this.#forget(oldest);
  }

  #forget(id: ClientOrderId): void {
    const known = this.#orders.get(id);
    if (known?.isOld !== true || known.unsettled.size > 0) return;
    this.#orders.delete(id);
    this.#onForgotten(known.value);
  }
}
