// Answers of the CLOB with invented ids, in the forms of protocol notes §3.
import {
  DOWN,
  HASH,
  MARKET,
  ORDER,
  OTHER_ORDER,
  OWNER,
  QUESTION,
  TRADE,
  TRANSACTION,
  UP,
  WALLET,
} from './ids.ts';
import { order, trade } from './user.ts';

export const book = {
  market: MARKET,
  asset_id: UP,
  timestamp: '1782201457021',
  hash: HASH,
  bids: [
    { price: '0.01', size: '1075' },
    { price: '0.49', size: '65' },
  ],
  asks: [
    { price: '0.99', size: '1075' },
    { price: '0.51', size: '72' },
  ],
  min_order_size: '5',
  tick_size: '0.01',
  neg_risk: false,
  last_trade_price: '0.5',
};

export const marketInfo = {
  c: MARKET,
  t: [
    { t: UP, o: 'Up' },
    { t: DOWN, o: 'Down' },
  ],
  mts: 0.01,
  mos: 5,
  nr: false,
  fd: { r: 0.07, e: 1, to: true },
  mbf: 1000,
  tbf: 1000,
  r: { mi: 50, ma: 4.5, e: false, smoa: false, moas: 3.5 },
  ao: true,
  aot: '2026-06-23T07:56:46Z',
  sd: 0,
  itode: true,
};

export const clobMarket = {
  enable_order_book: true,
  active: true,
  closed: false,
  archived: false,
  accepting_orders: true,
  accepting_order_timestamp: '2025-11-05T19:32:33Z',
  minimum_order_size: 5,
  minimum_tick_size: 0.01,
  condition_id: MARKET,
  question_id: QUESTION,
  question: 'Up or down?',
  market_slug: 'btc-updown-15m-1777452900',
  end_date_iso: '2026-04-29T09:00:00Z',
  game_start_time: null,
  seconds_delay: 0,
  neg_risk: false,
  rewards: { rates: null, min_size: 50, max_spread: 4.5 },
  tokens: [
    { token_id: UP, outcome: 'Up', price: 0.125, winner: false },
    { token_id: DOWN, outcome: 'Down', price: 0.875, winner: false },
  ],
  tags: ['Crypto'],
};

export const accepted = {
  success: true,
  errorMsg: '',
  orderID: ORDER,
  status: 'matched',
  makingAmount: '5.1',
  takingAmount: '10',
  tradeIDs: [TRADE],
  transactionsHashes: [TRANSACTION],
};
export const rejectedLeg = {
  ...accepted,
  orderID: '',
  errorMsg: 'not enough balance / allowance: x',
  status: '',
  tradeIDs: [],
};
const { event_type: _o, order_owner: _p, type: _q, timestamp: _r, ...ownOrder } = order;
const { event_type: _t, trade_owner: _u, type: _v, timestamp: _w, ...ownTrade } = trade;

export const clobAnswers = {
  book,
  books: [book, { ...book, asset_id: DOWN }],
  price: { price: '0.5' },
  midpoint: { mid: '0.495' },
  spread: { spread: '0.02' },
  priceTable: { [UP]: '0.49', [DOWN]: '0.51' },
  prices: { [UP]: { BUY: '0.49', SELL: '0.51' }, [DOWN]: { BUY: '0.49' } },
  lastTrade: { price: '0.5', side: 'BUY' },
  lastTrades: [{ token_id: UP, price: '0.5', side: 'SELL' }],
  history: {
    history: [
      { t: 1782201484, p: 0.5 },
      { t: 1782201544, p: 0.21999995306666104 },
    ],
  },
  tickSize: { minimum_tick_size: 0.01 },
  negativeRisk: { neg_risk: false },
  feeRate: { base_fee: '1000' },
  marketInfo,
  market: clobMarket,
  markets: { data: [clobMarket, clobMarket], next_cursor: 'MTAwMA==', limit: 1000, count: 2 },
  time: 1782201484,
  version: { version: 2 },
  posted: accepted,
  postedBatch: [accepted, rejectedLeg],
  canceled: { canceled: [ORDER], not_canceled: { [OTHER_ORDER]: 'already canceled or matched' } },
  order: ownOrder,
  orders: { data: [ownOrder], next_cursor: 'LTE=', limit: 100, count: 1 },
  trades: { data: [ownTrade], next_cursor: 'LTE=' },
  balance: {
    balance: '1000000000',
    allowances: { [WALLET]: (2n ** 256n - 1n).toString() },
  },
  credentials: { apiKey: OWNER, secret: 'c2VjcmV0', passphrase: 'words' },
  apiKeys: { apiKeys: [OWNER] },
  closedOnly: { closed_only: false },
  scoring: { scoring: true },
  scorings: { [ORDER]: true, [OTHER_ORDER]: false },
  heartbeat: { heartbeat_id: 'h-1', error_msg: '' },
  notifications: [
    { id: 7, type: 2, owner: OWNER, payload: { order_id: ORDER, market: MARKET, asset_id: UP } },
  ],
} as const;
