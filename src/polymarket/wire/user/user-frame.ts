import { ok, refuse } from '../../../domain/result.ts';
import type { Timestamp } from '../../../domain/units.ts';
import type { FrameReading } from '../../../ports/venue-wire.ts';
import { type Channel, namedBy, readFrame } from '../frame.ts';
import { names, object } from '../object.ts';
import { leaf, type Parser } from '../parser.ts';
import { time } from '../values.ts';
import { orderOf, type VenueOrder } from '../venue-order.ts';
import { tradeOf, UNREAD_OF_TRADES, type VenueTrade } from '../venue-trade.ts';

/** What the venue tells us of our own orders and matches (protocol notes §6.2). */
export type UserMessage =
  | (VenueOrder & {
      readonly kind: 'OrderChanged';
      readonly tsEvent: Timestamp;
      readonly change: 'placement' | 'update' | 'cancellation';
    })
  | (VenueTrade & { readonly kind: 'TradeChanged'; readonly tsEvent: Timestamp });

const channel: Channel<UserMessage> = {
  nameOf,
  parsers: {
    order: object('order', names('event_type order_owner'), (fields) => ({
      kind: 'OrderChanged',
      tsEvent: fields.vital('timestamp', time),
      change: fields.vital('type', change),
      ...orderOf(fields),
    })),
    trade: object('trade', new Set([...UNREAD_OF_TRADES, ...envelope()]), (fields) => ({
      kind: 'TradeChanged',
      tsEvent: fields.vital('timestamp', time),
      ...tradeOf(fields),
    })),
  },
};

/**
 * A frame of the user channel. Frames come out of order and more than once, and a trade may come
 * before the answer to the order: whoever reads them attaches by the order's hash.
 */
export function readUserFrame(text: string): FrameReading<UserMessage> {
  return readFrame(text, channel);
}

/** Some recordings lack the event type: what a message is called inside tells. */
function nameOf(fields: Readonly<Record<string, unknown>>): string {
  const named = namedBy('event_type', fields);
  if (named !== undefined) return named;
  if (fields.type === 'TRADE') return 'trade';
  if ('size_matched' in fields) return 'order';
  return namedBy('type', fields) ?? 'unnamed';
}

const change: Parser<'placement' | 'update' | 'cancellation'> = leaf((value) => {
  switch (value) {
    case 'PLACEMENT':
      return ok('placement');
    case 'UPDATE':
      return ok('update');
    case 'CANCELLATION':
      return ok('cancellation');
    default:
      return refuse('unknown_change', 'none of PLACEMENT, UPDATE, CANCELLATION');
  }
});

function envelope(): readonly string[] {
  return ['event_type', 'type', 'trade_owner'];
}
