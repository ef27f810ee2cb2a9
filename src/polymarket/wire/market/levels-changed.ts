import { type BookSide, bookSideOf } from '../../../domain/side.ts';
import { type Price, SCALE } from '../../../domain/units.ts';
import type { LevelChange, MarketMessage } from '../../../ports/venue-wire.ts';
import { type Fields, names, object } from '../object.ts';
import { mapped, type Parser, whole } from '../parser.ts';
import { levelPrice, price, side, size, token } from '../values.ts';
import { envelopeOf } from './envelope.ts';

const bookSide: Parser<BookSide> = mapped(side, bookSideOf);

/** A best price; "" says that the side is empty, as 0 for bids and 1 for asks do. */
function best(none: Price): Parser<Price> {
  return (value, at, notes) => price(value === '' ? none / SCALE : value, at, notes);
}

const bestBid = best(0 as Price);
const bestAsk = best(SCALE as Price);

export function bestsOf(fields: Fields): Pick<LevelChange, 'bestBid' | 'bestAsk'> {
  return { bestBid: fields.told('best_bid', bestBid), bestAsk: fields.told('best_ask', bestAsk) };
}

/** `hash` is that of the token's book after the change. */
const UNREAD = names('hash');

function changeOf(fields: Fields): Omit<LevelChange, 'token'> {
  return {
    side: fields.vital('side', bookSide),
    price: fields.vital('price', levelPrice),
    size: fields.vital('size', size),
    ...bestsOf(fields),
  };
}

/** Since September 2025 each entry names its token; before, the message did. */
const ownChange = object('price_change.entry', UNREAD, (fields): LevelChange => {
  return { token: fields.vital('asset_id', token), ...changeOf(fields) };
});
const oldChange = object('price_change.entry', UNREAD, changeOf);

/** New totals of levels, in one frame for both tokens of a market. */
export const levelsChanged: Parser<MarketMessage> = object('price_change', UNREAD, (fields) => {
  const about = { kind: 'LevelsChanged' as const, ...envelopeOf(fields) };
  if (fields.has('price_changes')) {
    return { ...about, changes: fields.vital('price_changes', whole(ownChange)) };
  }
  const named = fields.vital('asset_id', token);
  const withToken = (change: Omit<LevelChange, 'token'>) => ({ token: named, ...change });
  if (fields.has('changes')) {
    return { ...about, changes: fields.vital('changes', whole(mapped(oldChange, withToken))) };
  }
  // In 2024 a message was one change.
  return { ...about, changes: [withToken(changeOf(fields))] };
});
