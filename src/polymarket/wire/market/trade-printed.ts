import type { MarketMessage } from '../../../ports/venue-wire.ts';
import { names, object } from '../object.ts';
import type { Parser } from '../parser.ts';
import { levelPrice, side, size, token, transactionHash } from '../values.ts';
import { envelopeOf } from './envelope.ts';

/** The rate is that of the old fee rule (docs/domain.md): fees come from the market's schedule. */
const UNREAD = names('fee_rate_bps hash');

/** A public print; `side` is what the taker did. */
export const tradePrinted: Parser<MarketMessage> = object('last_trade_price', UNREAD, (fields) => ({
  kind: 'TradePrinted',
  token: fields.vital('asset_id', token),
  ...envelopeOf(fields),
  side: fields.vital('side', side),
  price: fields.vital('price', levelPrice),
  size: fields.vital('size', size),
  transaction: fields.soft('transaction_hash', transactionHash),
}));
