import type { VenueOrderId } from '../../domain/ids.ts';
import type { OrderRecord } from './order-record.ts';
import type { ApiKey } from './wallet.ts';

/** Orders that can still be asked for; older ones that are over are forgotten. */
const KEPT_MOST = 200_000;

/** Every order by its name, and the open ones by the key that sent them. */
export class OrderRegister {
  readonly #byId = new Map<string, OrderRecord>();
  readonly #open = new Map<string, Set<OrderRecord>>();

  find(id: VenueOrderId | string): OrderRecord | undefined {
    return this.#byId.get(id);
  }

  add(record: OrderRecord): void {
    const { id, key } = record.facts;
    this.#byId.set(id, record);
    let open = this.#open.get(key.id);
    if (open === undefined) {
      open = new Set();
      this.#open.set(key.id, open);
    }
    open.add(record);
    if (this.#byId.size > KEPT_MOST) this.#forgetOldest();
  }

  /** The order is over, but can be asked for. */
  close(record: OrderRecord): void {
    const { key } = record.facts;
    const open = this.#open.get(key.id);
    open?.delete(record);
    if (open?.size === 0) this.#open.delete(key.id);
  }

  /** Open orders that a key sent, oldest first. */
  openOf(key: ApiKey): readonly OrderRecord[] {
    return [...(this.#open.get(key.id) ?? [])];
  }

  #forgetOldest(): void {
    for (const [id, { isOpen }] of this.#byId) {
      if (isOpen) continue;
      this.#byId.delete(id);
      return;
    }
  }
}
