import { ONE, SCALE } from '../../domain/units.ts';
import { canonicalPrice } from '../../sim/canonical.ts';
import { legacyFee } from '../venue/legacy-fee.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { payoutOf, shownPrice } from '../venue/market-state.ts';
import { isoSeconds } from '../wire/forms.ts';

const MS_PER_SECOND = 1_000;

/** GET /clob-markets: short keys (protocol notes §3.2). What is not known is left out. */
export function shortMarket(market: ListedMarket) {
  const { listing, tick, isAccepting } = market;
  const { conditionId, tokens, labels, minimumSize, fee, negativeRisk, takerDelayMs } =
    listing.market;
  const schedule = fee?.value;
  return {
    gst: null,
    // Nothing earns rewards here: the venue sends what a market lacks as an empty object.
    r: {},
    c: conditionId,
    t: ([0, 1] as const).map((outcome) => ({ t: tokens[outcome], o: labels[outcome] })),
    mts: tick / SCALE,
    mos: minimumSize === undefined ? undefined : minimumSize / SCALE,
    nr: negativeRisk === true,
    fd: schedule && { r: schedule.ratePpm / SCALE, e: schedule.exponent, to: true },
    mbf: legacyFee(market),
    tbf: legacyFee(market),
    ao: isAccepting,
    aot: isoSeconds(listing.listedAt),
    sd: delaySecondsOf(market),
    itode: takerDelayMs === undefined ? undefined : takerDelayMs > 0,
    // No game clears the book, no quotes are asked for, nobody is looked up, no order must rest.
    cbos: false,
    rfqe: false,
    ibce: false,
    oas: 0,
  };
}

/** GET /markets: the long form. Here too, what is not known is left out. */
export function longMarket(market: ListedMarket) {
  const { listing } = market;
  const { market: facts, questionId } = listing;
  return {
    enable_order_book: true,
    ...stateOf(market),
    accepting_order_timestamp: isoSeconds(listing.listedAt),
    minimum_order_size: facts.minimumSize === undefined ? undefined : facts.minimumSize / SCALE,
    minimum_tick_size: market.tick / SCALE,
    condition_id: facts.conditionId,
    question_id: questionId,
    question: facts.question,
    description: listing.event.description,
    market_slug: facts.slug,
    end_date_iso: facts.closesAt === undefined ? null : isoSeconds(facts.closesAt),
    game_start_time: null,
    seconds_delay: delaySecondsOf(market),
    fpmm: '',
    maker_base_fee: legacyFee(market),
    taker_base_fee: legacyFee(market),
    notifications_enabled: false,
    neg_risk: facts.negativeRisk === true,
    neg_risk_market_id: '',
    neg_risk_request_id: '',
    icon: '',
    image: '',
    rewards: NO_REWARDS,
    is_50_50_outcome: market.payout !== undefined && market.payout !== 0 && market.payout !== ONE,
    tokens: tokensOf(market),
    tags: listing.event.tags,
  };
}

/** GET /simplified-markets. */
export function simpleMarket(market: ListedMarket) {
  return {
    condition_id: market.listing.market.conditionId,
    rewards: NO_REWARDS,
    tokens: tokensOf(market),
    ...stateOf(market),
  };
}

const NO_REWARDS = { rates: null, min_size: 0, max_spread: 0 } as const;

function stateOf({ resolvedAt, isAccepting }: ListedMarket) {
  return {
    active: true,
    closed: resolvedAt !== undefined,
    archived: false,
    accepting_orders: isAccepting,
  };
}

function tokensOf(market: ListedMarket) {
  const { tokens, labels } = market.listing.market;
  return ([0, 1] as const).map((outcome) => ({
    token_id: tokens[outcome],
    outcome: labels[outcome],
    price: canonicalPrice(outcome, shownPrice(market)) / SCALE,
    winner: payoutOf({ market, outcome }) === ONE,
  }));
}

/** Whole seconds, of sports; the fractions of crypto only `itode` tells. Undefined: not known. */
function delaySecondsOf({ listing }: ListedMarket): number | undefined {
  const { takerDelayMs } = listing.market;
  return takerDelayMs === undefined ? undefined : Math.trunc(takerDelayMs / MS_PER_SECOND);
}
