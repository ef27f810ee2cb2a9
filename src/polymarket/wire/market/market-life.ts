import { type FeeSchedule, FREE } from '../../../domain/fee.ts';
import type { MarketMessage } from '../../../ports/venue-wire.ts';
import { feeSchedule } from '../fee-schedule.ts';
import { type Fields, names, object } from '../object.ts';
import { type Parser, pair } from '../parser.ts';
import { condition, flag, text, tick, time, token } from '../values.ts';

// Both come only with the subscription's custom features, for all markets of the venue.

const LISTED_UNREAD = names(`
  id description assets_ids event_message tags condition_id active sports_market_type line
  game_start_time group_item_title taker_base_fee
`);
/** What describes the market comes or does not: recorded without, demanded by rs-clob-client. */
const RESOLVED_UNREAD = names(`
  id assets_ids tags question slug description outcomes event_message
`);

/** A market that is new; it may not take orders yet. */
export const marketListed: Parser<MarketMessage> = object('new_market', LISTED_UNREAD, (fields) => {
  fields.has('event_type');
  return {
    kind: 'MarketListed',
    market: fields.vital('market', condition),
    tsEvent: fields.vital('timestamp', time),
    slug: fields.vital('slug', text),
    question: fields.soft('question', text),
    tokens: fields.vital('clob_token_ids', pair(token)),
    labels: fields.vital('outcomes', pair(text)),
    tick: fields.soft('order_price_min_tick_size', tick),
    fee: feeOf(fields),
  };
});

/** Without fees only where the venue says so; what is not said is unknown. */
function feeOf(fields: Fields): FeeSchedule | undefined {
  const schedule = fields.soft('fee_schedule', feeSchedule);
  return fields.soft('fees_enabled', flag) === false ? FREE : schedule;
}

/** The venue does not promise this message: a market can end without it. */
export const marketResolved: Parser<MarketMessage> = object(
  'market_resolved',
  RESOLVED_UNREAD,
  (fields) => {
    fields.has('event_type');
    return {
      kind: 'MarketResolved',
      market: fields.vital('market', condition),
      tsEvent: fields.vital('timestamp', time),
      winner: fields.soft('winning_asset_id', token),
      label: fields.soft('winning_outcome', text),
    };
  },
);
