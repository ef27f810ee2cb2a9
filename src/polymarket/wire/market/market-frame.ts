import type { FrameReading, MarketMessage } from '../../../ports/venue-wire.ts';
import { type Channel, namedBy, readFrame } from '../frame.ts';
import { bestChanged } from './best-changed.ts';
import { bookSnapshot } from './book-snapshot.ts';
import { levelsChanged } from './levels-changed.ts';
import { marketListed, marketResolved } from './market-life.ts';
import { PriceChangeText } from './price-change-text.ts';
import { tickSizeChanged } from './tick-size-changed.ts';
import { tradePrinted } from './trade-printed.ts';

const channel: Channel<MarketMessage> = {
  nameOf,
  parsers: {
    book: bookSnapshot,
    price_change: levelsChanged,
    last_trade_price: tradePrinted,
    tick_size_change: tickSizeChanged,
    best_bid_ask: bestChanged,
    new_market: marketListed,
    market_resolved: marketResolved,
  },
};

const fast = new PriceChangeText();

/**
 * A frame of the market channel as text (protocol notes §6.1). A message is read whole or not at
 * all: half a message would be a wrong book. Nearly all frames are price changes of one shape and
 * are read without a JSON parser; a property test holds that road to the careful one.
 */
export function readMarketFrame(text: string): FrameReading {
  return fast.read(text) ?? readMarketFrameCarefully(text);
}

export function readMarketFrameCarefully(text: string): FrameReading {
  return readFrame(text, channel);
}

/** Answers of the book endpoint and some recordings carry no event_type: the fields tell. */
function nameOf(fields: Readonly<Record<string, unknown>>): string {
  const named = namedBy('event_type', fields);
  if (named !== undefined) return named;
  if ('bids' in fields && 'asks' in fields) return 'book';
  if ('price_changes' in fields || 'changes' in fields) return 'price_change';
  if ('new_tick_size' in fields) return 'tick_size_change';
  // The user channel's trades have a fee rate too, and a status.
  if ('fee_rate_bps' in fields && 'price' in fields && !('status' in fields)) {
    return 'last_trade_price';
  }
  return 'unnamed';
}
