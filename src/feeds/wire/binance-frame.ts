import { ok, type Result, refuse } from '../../domain/result.ts';
import { readCandle } from './binance-candle.ts';
import { readDepth } from './binance-depth.ts';
import { readLiquidation } from './binance-liquidation.ts';
import { readMark } from './binance-mark.ts';
import { readQuote } from './binance-quote.ts';
import { FUTURES, SPOT } from './binance-symbol.ts';
import { readTrade } from './binance-trade.ts';
import type { FeedEvent, FrameReader } from './feed-event.ts';
import { readJson } from './shape.ts';

type Reader = (value: unknown) => Result<FeedEvent>;

const readSpot: Readonly<Record<string, Reader>> = readers(SPOT);
const readFutures: Readonly<Record<string, Reader>> = {
  ...readers(FUTURES),
  markPriceUpdate: readMark,
  forceOrder: readLiquidation,
};

/** A frame of a combined stream of spot markets: {stream, data}. */
export const readBinanceSpot: FrameReader = (text) => readFrame(text, readSpot);

/** The same of USD-M futures. */
export const readBinanceFutures: FrameReader = (text) => readFrame(text, readFutures);

function readers(venue: string): Record<string, Reader> {
  return {
    trade: (value) => readTrade(value, venue),
    aggTrade: (value) => readTrade(value, venue),
    bookTicker: (value) => readQuote(value, venue),
    kline: (value) => readCandle(value, venue),
    depthUpdate: (value) => readDepth(value, venue),
    // Documented by name (web-socket-streams, 2026-11), its content is not: the name suffices.
    serverShutdown: () => ok({ kind: 'ShutdownAnnounced' }),
  };
}

function readFrame(
  text: string,
  byName: Readonly<Record<string, Reader>>,
): Result<readonly FeedEvent[]> | undefined {
  const json = readJson(text);
  if (!json.ok) return json;
  const frame = json.value;
  if (!isObject(frame) || !isObject(frame.data)) return undefined;
  const { stream, data } = frame;
  const name = typeof data.e === 'string' ? data.e : nameOfStream(stream);
  const reader = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (reader === undefined) return undefined;
  const event = reader(data);
  if (!event.ok) return event;
  return misplaced(stream, event.value) ?? ok([event.value]);
}

/** Spot quotes name themselves only by their stream. */
function nameOfStream(stream: unknown): string {
  return typeof stream === 'string' ? (stream.split('@')[1] ?? '') : '';
}

/** What a stream says of another symbol than its own belongs to nobody. */
function misplaced(stream: unknown, event: FeedEvent): Result<never> | undefined {
  if (event.kind === 'ShutdownAnnounced' || typeof stream !== 'string') return undefined;
  const symbol = event.feed.slice(event.feed.indexOf('/') + 1);
  if (stream.startsWith(`${symbol}@`)) return undefined;
  return refuse('wrong_symbol', `stream ${stream.slice(0, 40)} says something of ${symbol}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
