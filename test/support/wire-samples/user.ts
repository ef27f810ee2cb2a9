// Frames of the user channel with invented ids, in the forms of protocol notes §6.2.
import { DOWN, MARKET, ORDER, OTHER_ORDER, OWNER, TRADE, TRANSACTION, UP, WALLET } from './ids.ts';

export const order = {
  event_type: 'order',
  type: 'PLACEMENT',
  id: ORDER,
  owner: OWNER,
  order_owner: OWNER,
  market: MARKET,
  asset_id: UP,
  side: 'BUY',
  original_size: '100',
  size_matched: '25.5',
  price: '0.51',
  outcome: 'Up',
  associate_trades: [TRADE],
  created_at: '1777366990',
  expiration: '0',
  order_type: 'GTC',
  status: 'LIVE',
  maker_address: WALLET,
  timestamp: '1777366994943',
};

export const maker = {
  order_id: OTHER_ORDER,
  owner: OWNER,
  maker_address: WALLET,
  matched_amount: '10',
  price: '0.49',
  fee_rate_bps: '0',
  asset_id: DOWN,
  outcome: 'Down',
  side: 'BUY',
};

export const trade = {
  event_type: 'trade',
  type: 'TRADE',
  id: TRADE,
  taker_order_id: ORDER,
  market: MARKET,
  asset_id: UP,
  side: 'BUY',
  size: '30',
  price: '0.51',
  fee_rate_bps: '0',
  status: 'MATCHED',
  matchtime: '1777366994',
  last_update: '1777366994',
  outcome: 'Up',
  owner: OWNER,
  trade_owner: OWNER,
  maker_address: WALLET,
  transaction_hash: TRANSACTION,
  bucket_index: 0,
  maker_orders: [maker, { ...maker, asset_id: UP, side: 'SELL', price: '0.51', outcome: 'Up' }],
  trader_side: 'MAKER',
  timestamp: '1777366994943',
};

const killed = "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.";

export const userSamples: readonly string[] = [
  order,
  { ...order, type: 'CANCELLATION', order_type: 'FOK', size_matched: '', status: killed },
  { ...order, type: 'UPDATE', side: 'SELL', order_type: 'GTD', expiration: '1777370000' },
  trade,
  { ...trade, trader_side: 'TAKER', maker_orders: [], match_time: '1777366994' },
  [order, trade],
].map((frame) => JSON.stringify(frame));
