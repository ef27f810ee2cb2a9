import type { Outcome, TokenId } from '../../domain/ids.ts';
import { BID, opposite } from '../../domain/side.ts';
import type { TickSize } from '../../domain/tick.ts';
import { formatDecimal, ONE, type Timestamp } from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import type { DepthChange } from '../venue/depth.ts';
import { legacyFee, TRADED_FEE_BPS } from '../venue/legacy-fee.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import type { Print } from '../venue/venue-listener.ts';
import { type BestPrices, msText } from './book-text.ts';

// The words of the market channel beside books (protocol notes §6.1).

export function tokenOf({ listing }: ListedMarket, outcome: Outcome): TokenId {
  return listing.market.tokens[outcome];
}

/** One level's new total as an entry of a price_change, in a token's own price and side. */
export function changeText(
  change: DepthChange,
  outcome: Outcome,
  token: TokenId,
  hash: string,
  [bestBid, bestAsk]: BestPrices,
): string {
  const side = outcome === 0 ? change.side : opposite(change.side);
  const price = canonicalPrice(outcome, change.price);
  // Spaced as the venue does: clients may read this one shape without a JSON parser.
  return (
    `{"asset_id":"${token}", "price":"${formatDecimal(price)}", ` +
    `"size":"${formatDecimal(change.size)}", "side":"${side === BID ? 'BUY' : 'SELL'}", ` +
    `"hash":"${hash}", "best_bid":"${formatDecimal(bestBid)}", ` +
    `"best_ask":"${formatDecimal(bestAsk)}"}`
  );
}

export function priceChangeText(
  { listing }: ListedMarket,
  entries: readonly string[],
  at: Timestamp,
): string {
  return (
    `{"market":"${listing.market.conditionId}", "price_changes":[${entries.join(', ')}], ` +
    `"timestamp":"${msText(at)}", "event_type":"price_change"}`
  );
}

export function printText(print: Print): string {
  const { market, outcome, side, price, size, transaction, at } = print;
  return JSON.stringify({
    market: market.listing.market.conditionId,
    asset_id: tokenOf(market, outcome),
    price: formatDecimal(price),
    size: formatDecimal(size),
    fee_rate_bps: TRADED_FEE_BPS,
    side: side === 'buy' ? 'BUY' : 'SELL',
    timestamp: msText(at),
    event_type: 'last_trade_price',
    ...(transaction === '' ? {} : { transaction_hash: transaction }),
  });
}

export function tickText(
  market: ListedMarket,
  outcome: Outcome,
  before: TickSize,
  at: Timestamp,
): string {
  return JSON.stringify({
    market: market.listing.market.conditionId,
    asset_id: tokenOf(market, outcome),
    old_tick_size: formatDecimal(before),
    new_tick_size: formatDecimal(market.tick),
    timestamp: msText(at),
    event_type: 'tick_size_change',
  });
}

export function bestText(
  market: ListedMarket,
  outcome: Outcome,
  [bid, ask]: BestPrices,
  at: Timestamp,
): string {
  return JSON.stringify({
    market: market.listing.market.conditionId,
    asset_id: tokenOf(market, outcome),
    best_bid: formatDecimal(bid),
    best_ask: formatDecimal(ask),
    spread: formatDecimal(ask - bid),
    timestamp: msText(at),
    event_type: 'best_bid_ask',
  });
}

export function listedText(market: ListedMarket, at: Timestamp): string {
  const { listing, tick } = market;
  const { event } = listing;
  const { conditionId, tokens, fee } = listing.market;
  const schedule = fee?.value;
  return JSON.stringify({
    ...described(market),
    event_message: eventText(event),
    timestamp: msText(at),
    event_type: 'new_market',
    tags: event.tags,
    condition_id: conditionId,
    active: true,
    clob_token_ids: tokens,
    sports_market_type: '',
    line: '',
    game_start_time: '',
    order_price_min_tick_size: formatDecimal(tick),
    group_item_title: '',
    ...(schedule === undefined ? {} : feeFields(market, schedule)),
  });
}

export function resolvedText(market: ListedMarket, at: Timestamp): string {
  const { listing, payout } = market;
  const { event } = listing;
  const { tokens, labels } = listing.market;
  // Half and half has no winner.
  const winner = payout === ONE ? 0 : payout === 0 ? 1 : undefined;
  return JSON.stringify({
    // The venue's client in Rust demands what describes the market; a recording of 2025 has none.
    ...described(market),
    winning_asset_id: winner === undefined ? '' : tokens[winner],
    winning_outcome: winner === undefined ? '' : labels[winner],
    event_message: eventText(event),
    timestamp: msText(at),
    event_type: 'market_resolved',
    tags: event.tags,
  });
}

/** What a market is, in the order in which the venue says it. */
function described({ listing }: ListedMarket): object {
  const { id, event } = listing;
  const { conditionId, tokens, labels, question, slug } = listing.market;
  return {
    id,
    question,
    market: conditionId,
    slug,
    description: event.description,
    assets_ids: tokens,
    outcomes: labels,
  };
}

function eventText({ id, slug, title, description }: ListedMarket['listing']['event']): object {
  return { id, ticker: slug, slug, title, description };
}

type Schedule = {
  readonly ratePpm: number;
  readonly exponent: number;
  readonly makerRebatePpm: number;
};

function feeFields(market: ListedMarket, { ratePpm, exponent, makerRebatePpm }: Schedule): object {
  return {
    taker_base_fee: String(legacyFee(market)),
    fees_enabled: ratePpm > 0,
    fee_schedule: {
      exponent: String(exponent),
      rate: formatDecimal(ratePpm),
      taker_only: true,
      rebate_rate: formatDecimal(makerRebatePpm),
    },
  };
}
