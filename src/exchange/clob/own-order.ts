import { formatDecimal } from '../../domain/units.ts';
import type { OrderRecord } from '../venue/order-record.ts';
import { unixSeconds } from '../wire/forms.ts';

/** An order as its owner is told of it. */
export function ownOrder({ facts, status, matched, trades }: OrderRecord) {
  const { market, outcome, terms, key, wallet } = facts;
  const { conditionId, tokens, labels } = market.listing.market;
  return {
    id: facts.id,
    status,
    owner: key.id,
    maker_address: wallet.address,
    market: conditionId,
    asset_id: tokens[outcome],
    side: terms.side === 'buy' ? 'BUY' : 'SELL',
    original_size: formatDecimal(terms.size),
    size_matched: formatDecimal(matched),
    price: formatDecimal(terms.price),
    associate_trades: trades,
    outcome: labels[outcome],
    created_at: unixSeconds(facts.createdAt),
    expiration: String(facts.expirationSeconds),
    order_type: terms.timeInForce,
  };
}
