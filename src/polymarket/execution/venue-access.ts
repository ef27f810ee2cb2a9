import type { ClobAccount } from '../rest/clob-account.ts';
import type { ClobOrders } from '../rest/clob-orders.ts';
import type { HeartbeatKeeper } from '../rest/heartbeat-keeper.ts';

/** The parts of a ClobDesk that the execution lives by. */
export type OrderAccess = Pick<
  ClobOrders,
  'post' | 'postMany' | 'cancel' | 'cancelMany' | 'cancelAll' | 'cancelMarket'
>;
export type AccountAccess = Pick<
  ClobAccount,
  'openOrders' | 'order' | 'trades' | 'balance' | 'updateBalance'
>;
export type HeartbeatAccess = Pick<HeartbeatKeeper, 'state' | 'maySubmit' | 'reconciled' | 'stop'>;
