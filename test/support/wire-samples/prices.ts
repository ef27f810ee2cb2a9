// Frames of the price sockets, in the forms of protocol notes §6.3 and §6.4.
const point = (timestamp: number, value: number) => ({ timestamp, value });

const update = {
  topic: 'crypto_prices',
  type: 'update',
  timestamp: 1780730269142,
  connection_id: 'x=',
  payload: {
    symbol: 'btcusdt',
    timestamp: 1780730269000,
    value: 61035.86,
    full_accuracy_value: '61035.86000000',
  },
};

const chain = {
  symbol: 'btc/usd',
  timestamp: 1777381686000,
  value: 76211.80016560019,
  full_accuracy_value: '76211800165600190000000',
};

export const rtdsSamples: readonly string[] = [
  update,
  { ...update, topic: 'crypto_prices_chainlink', payload: chain },
  { ...update, topic: 'crypto_prices_twap_sixty', payload: { ...chain, window_s: 60 } },
  { ...update, topic: 'equity_prices', payload: { ...update.payload, symbol: 'aapl' } },
  {
    topic: 'crypto_prices',
    payload: { symbol: 'btc/usd', data: [point(1777381626000, 76248.86), point(1777381627000, 7)] },
  },
].map((frame) => JSON.stringify(frame));

const print = {
  full_accuracy_value: '78803.715261094101516288',
  timestamp: 1788886177000,
  value: 78803.7152610941,
};
const envelope = { v: 1, channel: 'price.crypto.twap', seq: 3, ts: 1788886177000 };
const source = { symbol: 'btcusd', source: 'chainlink', window_seconds: 60 };

export const polyBoltSamples: readonly string[] = [
  { ...envelope, payload: { ...print, ...source } },
  { ...envelope, snapshot: true, payload: { ...source, data: [print, print] } },
  {
    ...envelope,
    channel: 'price.crypto',
    dropped: true,
    payload: { ...print, symbol: 'ethusd', source: 'pyth' },
  },
  { op: 'subscribed', channel: 'price.crypto', rid: 'a1' },
  { op: 'error', code: 'bad_filter', channel: 'price.crypto', rid: 'a1' },
].map((frame) => JSON.stringify(frame));
