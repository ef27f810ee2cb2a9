import type { VenueOrderId } from '../../domain/ids.ts';
import type { OrderRecord } from './order-record.ts';
import { RecentMap } from './recent-map.ts';
import type { ApiKey } from './wallet.ts';

/** Of orders that are over so many can still be asked for. */
const KEPT = 50_000;

/** Every order by its name, and the open ones by the key that sent them. */
export class OrderRegister {
  readonly #byId = new RecentMap<OrderRecord>(KEPT, ({ isOpen }) => !isOpen);
  readonly #open = new Map<string, Set<OrderRecord>>();

  find(id: VenueOrderId | string): OrderRecord | undefined {
    return this.#byId.get(id);
  }

  /** Takes the place of one of the same name that was refused. */
  add(record: OrderRecord): void {
    const { id, key } = record.facts;
    this.#byId.delete(id);
    this.#byId.add(id, record);
    let open = this.#open.get(key.id);
    if (open === undefined) {
      open = new Set();
      this.#open.set(key.id, open);
    }
    open.add(record);
  }

  /** The order is over, but can be asked for, unless nobody could. */
  close(record: OrderRecord): void {
    const { id, key, isInside } = record.facts;
    if (isInside) this.#byId.delete(id);
    const open = this.#open.get(key.id);
    open?.delete(record);
    if (open?.size === 0) this.#open.delete(key.id);
  }

  /** Open orders that a key sent, oldest first. */
  openOf(key: ApiKey): readonly OrderRecord[] {
    return [...(this.#open.get(key.id) ?? [])];
  }
}
