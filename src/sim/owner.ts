import { Account } from '../domain/account.ts';
import type { ClientOrderId } from '../domain/ids.ts';
import type { Timestamp, Usd } from '../domain/units.ts';
import type { SimOrder } from './sim-order.ts';

/** One account at the venue and its orders that are held or resting, in order of arrival. */
export class Owner {
  readonly account: Account;
  readonly open = new Map<ClientOrderId, SimOrder>();
  /** Time of the last heartbeat; undefined while the dead man's switch is off. */
  lastBeat: Timestamp | undefined;

  constructor(cash: Usd) {
    this.account = new Account(cash);
  }

  /** The order is over: nothing is reserved for it any more. */
  close(order: SimOrder): void {
    order.isResting = false;
    this.open.delete(order.id);
    this.account.release(order.id);
  }
}
