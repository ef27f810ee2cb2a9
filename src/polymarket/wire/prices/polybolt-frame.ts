import { ok, refuse } from '../../../domain/result.ts';
import type { Timestamp } from '../../../domain/units.ts';
import type { FrameReading, ReferencePrint } from '../../../ports/venue-wire.ts';
import { type Channel, namedBy, readFrame } from '../frame.ts';
import { type Fields, names, object } from '../object.ts';
import { leaf, type Parser } from '../parser.ts';
import { count, flag, text, time } from '../values.ts';
import { POINT_FIELDS, pricePrints } from './price-point.ts';

// The price socket PolyBolt (protocol notes §6.3), as captured by the venue in September 2026.

export type PolyBoltMessage =
  | {
      readonly kind: 'PricesPrinted';
      readonly channel: string;
      /** Rises by one for each frame of a channel and connection: a jump is a gap. */
      readonly sequence: number;
      readonly tsSent: Timestamp;
      /** Frames were left out before this one, says the venue. */
      readonly dropped: boolean;
      readonly prints: readonly ReferencePrint[];
    }
  | {
      readonly kind: 'Acknowledged';
      readonly what: 'authed' | 'subscribed' | 'unsubscribed' | 'ping' | 'pong';
      readonly channel: string | undefined;
      /** The `rid` of our request, where it had one. */
      readonly request: string | undefined;
    }
  | {
      readonly kind: 'RequestRefused';
      /** As sent: bad_op, bad_channel, bad_filter, sub_limit, rate_limited, auth_... */
      readonly code: string;
      readonly channel: string | undefined;
      readonly request: string | undefined;
    };

const channel: Channel<PolyBoltMessage> = {
  nameOf: (fields) => namedBy('op', fields) ?? namedBy('channel', fields) ?? 'unnamed',
  parsers: {
    'price.crypto': prices('spot'),
    'price.crypto.twap': prices('average'),
    'price.equity': prices('spot'),
    'price.equity.twap': prices('average'),
    authed: acknowledged('authed'),
    subscribed: acknowledged('subscribed'),
    unsubscribed: acknowledged('unsubscribed'),
    ping: acknowledged('ping'),
    pong: acknowledged('pong'),
    error: object('error', names('op message'), (fields) => ({
      kind: 'RequestRefused',
      code: fields.vital('code', text),
      channel: fields.soft('channel', text),
      request: fields.soft('rid', text),
    })),
  },
};

/** A frame of PolyBolt. The subscription's look-back is marked as history. */
export function readPolyBoltFrame(frame: string): FrameReading<PolyBoltMessage> {
  return readFrame(frame, channel);
}

function acknowledged(
  what: Extract<PolyBoltMessage, { kind: 'Acknowledged' }>['what'],
): Parser<PolyBoltMessage> {
  return object(what, names('op ts'), (fields) => ({
    kind: 'Acknowledged',
    what,
    channel: fields.soft('channel', text),
    request: fields.soft('rid', text),
  }));
}

const version: Parser<1> = leaf((value) =>
  value === 1 ? ok(1) : refuse('unknown_version', 'the envelope is not of version 1'),
);

/** The form is not documented: a flag or a number. */
const some: Parser<boolean> = leaf((value) =>
  typeof value === 'boolean' || typeof value === 'number'
    ? ok(value !== false && value !== 0)
    : refuse('not_a_flag', 'neither a flag nor a number'),
);

type Kind = 'spot' | 'average';

function prices(of: Kind): Parser<PolyBoltMessage> {
  return object('prices', names('op'), (fields) => {
    fields.vital('v', version);
    const tsSent = fields.vital('ts', time);
    const history = fields.strict('snapshot', flag) ?? false;
    return {
      kind: 'PricesPrinted',
      channel: fields.vital('channel', text),
      sequence: fields.vital('seq', count),
      tsSent,
      dropped: fields.strict('dropped', some) ?? false,
      prints: fields.vital('payload', payload(of, tsSent, history)),
    };
  });
}

const word: Parser<string> = leaf((value) =>
  typeof value === 'string' && /^[a-z0-9._-]{1,20}$/i.test(value)
    ? ok(value.toLowerCase())
    : refuse('bad_symbol', 'no symbol or source of a price feed'),
);

/**
 * `source` says who made the price: it has changed for a channel, so it is read on every frame. An
 * average without its look-back would pass for a spot price: it is refused.
 */
function feedOf(of: Kind, fields: Fields): string {
  const suffix = of === 'average' ? `-twap${fields.vital('window_seconds', count)}` : '';
  return `${fields.vital('source', word)}/${fields.vital('symbol', word)}${suffix}`;
}

function payload(of: Kind, tsSent: Timestamp, history: boolean): Parser<readonly ReferencePrint[]> {
  const facts = object('prices.payload', POINT_FIELDS, (fields) => {
    fields.has('data');
    return { feed: feedOf(of, fields), tsSent, history };
  });
  return (value, at, notes) => {
    const read = facts(value, at, notes);
    return read.ok ? pricePrints(read.value)(value, at, notes) : read;
  };
}
