/**
 * Where the exchanges are; the first address is tried first, the others where it refuses us from
 * this place. Documentation read 2026-11. api.binance.com answers 451 in some countries, the
 * market-data hosts do not; for futures no second host is known.
 */
export const SERVICES = {
  binanceStream: ['wss://stream.binance.com:9443', 'wss://data-stream.binance.vision'],
  binanceRest: ['https://api.binance.com', 'https://data-api.binance.vision'],
  // Since 2026-04-23 streams are split; /market has trades, marks, candles and liquidations.
  binanceFuturesStream: ['wss://fstream.binance.com/market'],
  binanceFuturesRest: ['https://fapi.binance.com'],
  coinbaseStream: ['wss://ws-feed.exchange.coinbase.com'],
  deribitRest: ['https://www.deribit.com/api/v2'],
  fearGreedRest: ['https://api.alternative.me'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
