import { createHash } from 'node:crypto';
import type { Outcome } from '../../domain/ids.ts';
import { ASK, BID, type BookSide } from '../../domain/side.ts';
import { formatDecimal, MICROS_PER_MS } from '../../domain/units.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { lastOf, levelsOf } from '../venue/quote.ts';

/** How the venue writes an amount that it does not have. */
const NO_AMOUNT = '';

/**
 * A token's book as the venue sends it: the best price is the last of each side. The hash is the
 * SHA-1 of the same text with an empty one (protocol notes §3.2), so the order of keys matters.
 */
export function wireBook(market: ListedMarket, outcome: Outcome) {
  const { market: facts } = market.listing;
  const book = {
    market: facts.conditionId as string,
    asset_id: facts.tokens[outcome] as string,
    timestamp: String(Math.floor(market.changedAt / MICROS_PER_MS)),
    hash: '',
    bids: side(market, outcome, BID),
    asks: side(market, outcome, ASK),
    ...bookFacts(market, outcome),
  };
  book.hash = createHash('sha1').update(JSON.stringify(book)).digest('hex');
  return book;
}

/** What stands in a book behind its sides; without a print no price (recorded in April 2026). */
export function bookFacts(market: ListedMarket, outcome: Outcome) {
  const { minimumSize, negativeRisk } = market.listing.market;
  const last = lastOf(market, outcome);
  return {
    min_order_size: minimumSize === undefined ? NO_AMOUNT : formatDecimal(minimumSize),
    tick_size: formatDecimal(market.tick),
    neg_risk: negativeRisk === true,
    last_trade_price: last === undefined ? NO_AMOUNT : formatDecimal(last.price),
  };
}

function side(market: ListedMarket, outcome: Outcome, which: BookSide) {
  return levelsOf(market, outcome, which)
    .map(([price, size]) => ({ price: formatDecimal(price), size: formatDecimal(size) }))
    .reverse();
}
