// Frames of the market channel with invented ids, in the forms of protocol notes §6.1 and of older
// recordings.
import { DOWN, HASH, MARKET, TRANSACTION, UP } from './ids.ts';

const about = { market: MARKET, timestamp: '1777366994943' };
const entry = { asset_id: UP, price: '0.27', size: '12.5', side: 'BUY', hash: HASH };
const bests = { best_bid: '0.49', best_ask: '0.51' };
const { asset_id: _, ...oldEntry } = entry;
const other = { ...entry, ...bests, asset_id: DOWN, price: '0.73', side: 'SELL' };
const change = { ...about, price_changes: [{ ...entry, ...bests }, other] };
const levels = (...pairs: [string, string][]) => pairs.map(([price, size]) => ({ price, size }));

const book = {
  ...about,
  asset_id: UP,
  hash: HASH,
  bids: levels(['0.01', '1075'], ['0.48', '60'], ['0.49', '65.25']),
  asks: levels(['0.99', '1075'], ['0.52', '60'], ['0.51', '72']),
  event_type: 'book',
  tick_size: '0.01',
  last_trade_price: '0.5',
};

const trade = {
  ...about,
  asset_id: UP,
  price: '0.51',
  size: '85.36',
  side: 'SELL',
  fee_rate_bps: '0',
  transaction_hash: TRANSACTION,
  event_type: 'last_trade_price',
};

const listed = {
  ...about,
  id: '2103900',
  question: 'Bitcoin Up or Down?',
  slug: 'btc-updown-5m-1777452900',
  description: 'A description.',
  assets_ids: [UP, DOWN],
  outcomes: ['Up', 'Down'],
  event_message: { id: '426946', ticker: 'btc', slug: 'btc', title: 'Bitcoin' },
  event_type: 'new_market',
  condition_id: MARKET,
  active: false,
  clob_token_ids: [UP, DOWN],
  order_price_min_tick_size: '0.01',
  taker_base_fee: '1000',
  fees_enabled: true,
  fee_schedule: { exponent: '1', rate: '0.072', taker_only: true, rebate_rate: '0.2' },
};

const resolved = {
  ...about,
  id: '1031769',
  assets_ids: [UP, DOWN],
  winning_asset_id: UP,
  winning_outcome: 'Up',
  event_type: 'market_resolved',
  tags: ['crypto'],
};

/** As the venue spaces it: read without a JSON parser. */
export const priceChangeText = `{"market":"${MARKET}", "price_changes":[${[entry, other]
  .map(
    ({ asset_id, price, size, side }) =>
      `{"asset_id":"${asset_id}", "price":"${price}", "size":"${size}", "side":"${side}", ` +
      `"hash":"${HASH}", "best_bid":"0.49", "best_ask":"0.51"}`,
  )
  .join(', ')}], "timestamp":"1777366994943", "event_type":"price_change"}`;

export const marketSamples: readonly string[] = [
  priceChangeText,
  ...[
    { ...change, event_type: 'price_change' },
    {
      ...about,
      asset_id: UP,
      changes: [oldEntry, { ...oldEntry, price: '0.3' }],
      event_type: 'price_change',
    },
    { ...about, ...entry, event_type: 'price_change' },
    book,
    trade,
    {
      ...about,
      asset_id: UP,
      old_tick_size: '0.01',
      new_tick_size: '0.001',
      event_type: 'tick_size_change',
    },
    { ...about, asset_id: UP, ...bests, spread: '0.02', event_type: 'best_bid_ask' },
    listed,
    resolved,
    [book, { ...book, asset_id: DOWN }, trade],
  ].map((frame) => JSON.stringify(frame)),
];
