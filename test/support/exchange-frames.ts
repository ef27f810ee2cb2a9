// Frames as the exchanges send them, for tests; the numbers are made up.
import { NOON_MS } from './market-frames.ts';

type Fields = Readonly<Record<string, unknown>>;

function combined(stream: string, data: Fields): string {
  return JSON.stringify({ stream, data });
}

/** A trade of Binance, so many ms after noon. */
export function binanceTrade(ms: number, changes: Fields = {}, symbol = 'BTCUSDT'): string {
  const T = NOON_MS + ms;
  const data = {
    e: 'trade',
    E: T + 1,
    s: symbol,
    t: T,
    p: '76800.00000000',
    q: '0.00326000',
    T,
    m: true,
    M: true,
    ...changes,
  };
  return combined(`${symbol.toLowerCase()}@trade`, data);
}

export function aggregateTrade(ms: number, changes: Fields = {}): string {
  const T = NOON_MS + ms;
  const data = { e: 'aggTrade', E: T + 2, s: 'BTCUSDT', a: 5933014, p: '76800.5', q: '100', T };
  return combined('btcusdt@aggTrade', { ...data, f: 100, l: 105, m: false, ...changes });
}

export function bookTicker(changes: Fields = {}): string {
  const data = { u: 400900217, s: 'BTCUSDT', b: '76799.99', B: '31.21', a: '76800.00', A: '0.5' };
  return combined('btcusdt@bookTicker', { ...data, ...changes });
}

export function kline(ms: number, changes: Fields = {}): string {
  const t = NOON_MS + ms;
  const k = {
    t,
    T: t + 999,
    s: 'BTCUSDT',
    i: '1s',
    f: 100,
    L: 200,
    o: '76800.01',
    c: '76801.00000000',
    h: '76802.5',
    l: '76799.123456',
    v: '3.5',
    n: 101,
    x: true,
    q: '268803.5',
    V: '1.25',
    Q: '96001.25',
    B: '0',
    ...changes,
  };
  return combined('btcusdt@kline_1s', { e: 'kline', E: t + 1_003, s: 'BTCUSDT', k });
}

export function depthUpdate(
  [firstId, lastId]: readonly [number, number],
  bids: readonly (readonly [string, string])[],
  asks: readonly (readonly [string, string])[],
  ms = 0,
): string {
  const E = NOON_MS + ms;
  const data = { e: 'depthUpdate', E, s: 'BTCUSDT', U: firstId, u: lastId, b: bids, a: asks };
  return combined('btcusdt@depth@100ms', data);
}

export function markPrice(ms: number, changes: Fields = {}): string {
  const data = {
    e: 'markPriceUpdate',
    E: NOON_MS + ms,
    s: 'BTCUSDT',
    p: '76811.15000000',
    ap: '76810.9',
    i: '76814.62659091',
    P: '76830.51',
    r: '-0.00001234',
    T: NOON_MS + 4 * 3_600_000,
    ...changes,
  };
  return combined('btcusdt@markPrice@1s', data);
}

export function forceOrder(ms: number, changes: Fields = {}): string {
  const T = NOON_MS + ms;
  const o = {
    s: 'BTCUSDT',
    S: 'SELL',
    o: 'LIMIT',
    f: 'IOC',
    q: '0.014',
    p: '76500',
    ap: '76510.5',
    X: 'FILLED',
    l: '0.014',
    z: '0.014',
    T,
    ...changes,
  };
  return combined('btcusdt@forceOrder', { e: 'forceOrder', E: T + 4, o });
}

/** A ticker of Coinbase, so many ms and 659 µs after noon. */
export function coinbaseTicker(ms: number, changes: Fields = {}): string {
  return JSON.stringify({
    type: 'ticker',
    sequence: 97115564328 + ms,
    product_id: 'BTC-USD',
    price: '76796.25',
    open_24h: '77902.44',
    volume_24h: '7632.34589293',
    best_bid: '76796.24',
    best_bid_size: '0.23455629',
    best_ask: '76796.25',
    best_ask_size: '0.29566888',
    side: 'buy',
    time: isoOf(ms),
    trade_id: 1009249974 + ms,
    last_size: '0.00318917',
    ...changes,
  });
}

export function coinbaseMatch(ms: number, changes: Fields = {}): string {
  return JSON.stringify({
    type: 'match',
    trade_id: 1009249974 + ms,
    maker_order_id: 'f07e510f-4edf-469d-b844-4f670f1e93f1',
    taker_order_id: '55c8b85c-75ae-4cd5-9775-eba950fc4605',
    side: 'sell',
    size: '0.00000001',
    price: '76796.25',
    product_id: 'BTC-USD',
    sequence: 97115564328 + ms,
    time: isoOf(ms),
    ...changes,
  });
}

export function coinbaseHeartbeat(ms: number, product = 'BTC-USD'): string {
  const told = { type: 'heartbeat', sequence: 90, last_trade_id: 1009249974, product_id: product };
  return JSON.stringify({ ...told, time: isoOf(ms) });
}

function isoOf(ms: number): string {
  return new Date(NOON_MS + ms).toISOString().replace('Z', '659Z');
}
