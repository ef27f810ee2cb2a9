import { ASK, BID } from '../../domain/side.ts';
import { complement, formatDecimal, type Timestamp } from '../../domain/units.ts';
import { legacyFee } from '../venue/legacy-fee.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { isClosed, liquidity, shownPrice, updatedAt, volume24h } from '../venue/market-state.ts';
import { lastOf, spreadOf } from '../venue/quote.ts';
import {
  closedTime,
  isoDay,
  isoMicros,
  isoSeconds,
  listText,
  numberOf,
  type Row,
} from '../wire/forms.ts';
import { cryptoRow, termsRow } from './market-terms.ts';
import { SAME_FOR_ALL } from './same-for-all.ts';

/** Flags that are the same for every market here, in the venue's words. */
const CONSTANT = {
  ...SAME_FOR_ALL,
  hasReviewedDates: true,
  approved: true,
  negRiskOther: false,
  ready: false,
  funded: false,
  rfqEnabled: false,
  comboStatus: 'disabled',
  // A fixed product's address on the venue; clients demand a text here and get an empty one there.
  marketMakerAddress: '',
  groupItemThreshold: '0',
  holdingRewardsEnabled: false,
} as const;

/** A market as Gamma tells it, without the event around it (forms: protocol notes §2.1). */
export function gammaMarket(listed: ListedMarket, now: Timestamp): Row {
  const { listing } = listed;
  const { market, event } = listing;
  return {
    id: listing.id,
    question: market.question,
    conditionId: market.conditionId,
    slug: market.slug,
    resolutionSource: listing.resolutionSource,
    description: event.description,
    questionID: listing.questionId,
    outcomes: listText(market.labels),
    outcomePrices: listText(pricesOf(listed)),
    clobTokenIds: listText(market.tokens),
    ...CONSTANT,
    negRisk: market.negativeRisk === true,
    ...datesOf(listed),
    ...stateOf(listed),
    ...tradingOf(listed, now),
    ...baseFees(listed),
    ...termsRow(listing),
    ...cryptoRow(listing),
  };
}

function baseFees(listed: ListedMarket): Row {
  const fee = legacyFee(listed);
  return fee === undefined ? {} : { makerBaseFee: fee, takerBaseFee: fee };
}

function pricesOf(listed: ListedMarket): [string, string] {
  const first = shownPrice(listed);
  return [formatDecimal(first), formatDecimal(complement(first))];
}

/** `startDate` is when the row was made: a day before its window, which eventStartTime tells. */
function datesOf(listed: ListedMarket): Row {
  const { listedAt, market } = listed.listing;
  const { opensAt, closesAt } = market;
  return {
    startDate: isoMicros(listedAt),
    startDateIso: isoDay(listedAt),
    createdAt: isoMicros(listedAt),
    updatedAt: isoMicros(updatedAt(listed)),
    acceptingOrdersTimestamp: isoSeconds(listedAt),
    ...(opensAt === undefined ? {} : { eventStartTime: isoSeconds(opensAt) }),
    ...(closesAt === undefined
      ? {}
      : { endDate: isoSeconds(closesAt), endDateIso: isoDay(closesAt) }),
  };
}

/** Between the end of trading and the winner it takes no orders, and is not closed. */
function stateOf(listed: ListedMarket): Row {
  const { isAccepting, resolvedAt } = listed;
  const state = { acceptingOrders: isAccepting, closed: isClosed(listed) };
  if (resolvedAt === undefined) return { ...state, umaResolutionStatuses: '[]' };
  return {
    ...state,
    closedTime: closedTime(resolvedAt),
    umaEndDate: isoSeconds(resolvedAt),
    umaResolutionStatus: 'resolved',
    umaResolutionStatuses: listText(['resolved']),
    automaticallyResolved: true,
  };
}

function tradingOf(listed: ListedMarket, now: Timestamp): Row {
  const { tick, volume, listing, depth } = listed;
  const { minimumSize } = listing.market;
  const day = volume24h(listed, now);
  const bid = depth.best(BID);
  const ask = depth.best(ASK);
  const last = lastOf(listed, 0)?.price;
  const spread = spreadOf(listed, 0);
  const offered = liquidity(listed);
  return {
    orderPriceMinTickSize: numberOf(tick),
    ...(minimumSize === undefined ? {} : { orderMinSize: numberOf(minimumSize) }),
    volume: formatDecimal(volume),
    volumeNum: numberOf(volume),
    volumeClob: numberOf(volume),
    ...(day === undefined ? {} : { volume24hr: numberOf(day), volume24hrClob: numberOf(day) }),
    liquidity: formatDecimal(offered),
    liquidityNum: numberOf(offered),
    liquidityClob: numberOf(offered),
    ...(bid === undefined ? {} : { bestBid: numberOf(bid) }),
    ...(ask === undefined ? {} : { bestAsk: numberOf(ask) }),
    ...(spread === undefined ? {} : { spread: numberOf(spread) }),
    ...(last === undefined ? {} : { lastTradePrice: numberOf(last) }),
  };
}
