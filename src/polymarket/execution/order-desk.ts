import type { ClientOrderId, VenueOrderId } from '../../domain/ids.ts';
import { invariant } from '../../domain/invariant.ts';
import type { DeskOrder } from './desk-order.ts';

/**
 * Orders that are over stay this many orders long: fewer than the engine remembers closed ones
 * (4,096), so that no fill is told of an order that it has forgotten.
 */
const REMEMBERED = 4_000;

/** Every order of ours, by our name and by the venue's. */
export class OrderDesk {
  readonly #byClient = new Map<ClientOrderId, DeskOrder>();
  readonly #byHash = new Map<VenueOrderId, DeskOrder>();
  /** Hashes of all orders ever, those of earlier runs too: none of them is foreign. */
  readonly #ours: Set<VenueOrderId>;
  readonly #live = new Set<DeskOrder>();
  readonly #over: DeskOrder[] = [];
  #earlier = 0;

  /** `earlier`: hashes of orders that a journal knows. */
  constructor(earlier: Iterable<VenueOrderId>) {
    this.#ours = new Set(earlier);
  }

  /** @throws InvariantError when there is such an order already: two would be sent for one wish. */
  add(order: DeskOrder): void {
    const { client, id } = order.intent;
    invariant(!this.#byHash.has(id), `order ${id} is at the desk already`);
    invariant(order.own === undefined || !this.#byClient.has(client), `order ${client} is known`);
    // Orders of earlier runs keep their hash alone: their number may be another run's, too.
    if (order.own !== undefined) this.#byClient.set(client, order);
    this.#byHash.set(id, order);
    this.#ours.add(id);
    this.#live.add(order);
    if (order.own === undefined) this.#earlier++;
  }

  /** Live orders of an earlier run. */
  get earlierCount(): number {
    return this.#earlier;
  }

  byClient(client: ClientOrderId): DeskOrder | undefined {
    return this.#byClient.get(client);
  }

  byHash(id: VenueOrderId): DeskOrder | undefined {
    return this.#byHash.get(id);
  }

  isOurs(id: VenueOrderId): boolean {
    return this.#ours.has(id);
  }

  /** Those that are not over. */
  get live(): readonly DeskOrder[] {
    return [...this.#live];
  }

  /** It is over now: the oldest such orders are forgotten, but for their hashes. */
  closed(order: DeskOrder): void {
    if (!this.#live.delete(order)) return;
    if (order.own === undefined) this.#earlier--;
    this.#over.push(order);
    if (this.#over.length <= REMEMBERED) return;
    const oldest = this.#over.shift() as DeskOrder;
    this.#byHash.delete(oldest.id);
    this.#byClient.delete(oldest.intent.client);
  }
}
