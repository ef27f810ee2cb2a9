import type { MarketMessage } from '../../../ports/venue-wire.ts';
import { names, object } from '../object.ts';
import type { Parser } from '../parser.ts';
import { tick, token } from '../values.ts';
import { envelopeOf } from './envelope.ts';

const UNREAD = names('old_tick_size');

/** A new epoch of the token's book: drop it and wait for a snapshot. */
export const tickSizeChanged: Parser<MarketMessage> = object(
  'tick_size_change',
  UNREAD,
  (fields) => ({
    kind: 'TickSizeChanged',
    token: fields.vital('asset_id', token),
    ...envelopeOf(fields),
    tick: fields.vital('new_tick_size', tick),
  }),
);
