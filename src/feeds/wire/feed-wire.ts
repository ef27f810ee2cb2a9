import { ok, type Result } from '../../domain/result.ts';
import type { FeedWire } from '../../ports/feed-wire.ts';
import type { ReferencePrint } from '../../ports/venue-wire.ts';
import { readBinanceSpot } from './binance-frame.ts';
import { readCoinbase } from './coinbase-frame.ts';
import type { FeedEvent, FrameReader } from './feed-event.ts';
import { pricesOf } from './feed-price.ts';
import { UNKNOWN_SHAPE } from './shape.ts';

/** The formats of the exchanges behind the port, for importers that runtime wires. */
export const feedWire: FeedWire = { readSpotPrice };

/** Of each exchange, the reader of its frames and the events that are its price. */
const EXCHANGES: Readonly<Record<string, [FrameReader, (event: FeedEvent) => boolean]>> = {
  binance: [readBinanceSpot, (event) => event.kind === 'Traded' && !event.isAggregate],
  coinbase: [readCoinbase, ({ kind }) => kind === 'PriceTold'],
};

function readSpotPrice(exchange: string, text: string): Result<ReferencePrint> | undefined {
  const [read, isPrice] = Object.hasOwn(EXCHANGES, exchange) ? (EXCHANGES[exchange] ?? []) : [];
  const reading = read?.(text);
  if (reading === undefined || isPrice === undefined) return undefined;
  // A recording may hold shapes of any age: what is no price frame of today is counted as not read.
  if (!reading.ok) return reading.code === UNKNOWN_SHAPE ? undefined : reading;
  const [print] = reading.value.filter(isPrice).flatMap(pricesIn);
  return print === undefined ? undefined : ok(print);
}

function pricesIn(event: FeedEvent): ReferencePrint[] {
  return event.kind === 'ShutdownAnnounced' ? [] : pricesOf(event);
}
