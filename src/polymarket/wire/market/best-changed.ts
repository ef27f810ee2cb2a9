import type { MarketMessage } from '../../../ports/venue-wire.ts';
import { names, object } from '../object.ts';
import type { Parser } from '../parser.ts';
import { token } from '../values.ts';
import { envelopeOf } from './envelope.ts';
import { bestsOf } from './levels-changed.ts';

const UNREAD = names('spread');

/** Best prices without sizes; only with the subscription's custom features. */
export const bestChanged: Parser<MarketMessage> = object('best_bid_ask', UNREAD, (fields) => ({
  kind: 'BestChanged',
  token: fields.vital('asset_id', token),
  ...envelopeOf(fields),
  ...bestsOf(fields),
}));
