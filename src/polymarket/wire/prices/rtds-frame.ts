import { ok, refuse } from '../../../domain/result.ts';
import type { FrameReading, ReferencePrint } from '../../../ports/venue-wire.ts';
import { type Channel, namedBy, readFrame } from '../frame.ts';
import { names, object } from '../object.ts';
import { leaf, mapped, type Parser } from '../parser.ts';
import { count, time } from '../values.ts';
import { POINT_FIELDS, pricePrints } from './price-point.ts';

// The old real-time data socket (protocol notes §6.4), as recorded in April and June 2026.

type Prints = readonly ReferencePrint[];

const channel: Channel<Prints> = {
  nameOf: (fields) => namedBy('topic', fields) ?? 'unnamed',
  parsers: {
    crypto_prices: topic((symbol) => `${symbol.includes('/') ? 'chainlink' : 'binance'}/`),
    crypto_prices_chainlink: topic(() => 'chainlink/'),
    crypto_prices_twap_sixty: topic(() => 'chainlink/', 60),
    crypto_prices_twap_thirty: topic(() => 'chainlink/', 30),
    equity_prices: topic(() => 'pyth/'),
  },
};

/**
 * A frame of the real-time data socket to its prices. A new subscription is answered with the last
 * minutes of prices: those are marked as history. A point that cannot be read is refused with its
 * place, the others stay.
 */
export function readPriceFrame(text: string): FrameReading<ReferencePrint> {
  const reading = readFrame(text, channel);
  return { ...reading, messages: reading.messages.flat() };
}

/** The look-back of a Chainlink subscription arrives under the plain topic: the symbol tells. */
function topic(providerOf: (symbol: string) => string, lookback?: number): Parser<Prints> {
  const suffix = lookback === undefined ? '' : `-twap${lookback}`;
  const feedOf = (symbol: string) =>
    `${providerOf(symbol)}${symbol.replace('/', '').toLowerCase()}${suffix}`;
  return object('prices', names('topic type connection_id'), (fields) => {
    const tsSent = fields.strict('timestamp', time);
    return fields.vital('payload', payload(feedOf, lookback, tsSent));
  });
}

const symbol: Parser<string> = leaf((value) =>
  typeof value === 'string' && /^[a-z0-9.]{1,12}\/?[a-z]{0,6}$/i.test(value)
    ? ok(value)
    : refuse('bad_symbol', 'no symbol of a price feed'),
);

function payload(
  feedOf: (symbol: string) => string,
  lookback: number | undefined,
  tsSent: ReferencePrint['tsSent'],
): Parser<Prints> {
  const facts = object('prices.payload', POINT_FIELDS, (fields) => {
    const told = fields.strict('window_s', count) ?? lookback;
    if (told !== lookback) fields.reject('window_differs', `an average over ${told} s`);
    return {
      feed: fields.vital('symbol', mapped(symbol, feedOf)),
      tsSent,
      history: fields.has('data'),
    };
  });
  return (value, at, notes) => {
    const read = facts(value, at, notes);
    return read.ok ? pricePrints(read.value)(value, at, notes) : read;
  };
}
