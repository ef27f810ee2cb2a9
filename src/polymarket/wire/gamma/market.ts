import { type FeeSchedule, FREE } from '../../../domain/fee.ts';
import type { ConditionId } from '../../../domain/ids.ts';
import type { TickSize } from '../../../domain/tick.ts';
import type { Price, Shares, Timestamp, Usd } from '../../../domain/units.ts';
import { feeSchedule } from '../fee-schedule.ts';
import { type Fields, object } from '../object.ts';
import { type Parser, rows } from '../parser.ts';
import {
  condition,
  count,
  date,
  flag,
  prose,
  questionId,
  roundedPrice,
  roundedShares,
  roundedUsd,
  rowId,
  text,
  tick,
} from '../values.ts';
import { type CryptoTerms, cryptoTermsOf } from './crypto-terms.ts';
import { type EventName, eventName } from './event-name.ts';
import { type GammaOutcome, outcomesOf } from './outcomes.ts';
import { type Payout, payoutOf } from './payout.ts';
import { type GammaRewards, rewardsOf } from './rewards.ts';
import { UNREAD_OF_MARKETS } from './unread.ts';

/** A market as Gamma lists it. All but its number can be unknown. */
export type GammaMarket = {
  /** The venue's row number, not the condition id. */
  readonly id: string;
  readonly slug: string | undefined;
  readonly question: string | undefined;
  readonly description: string | undefined;
  readonly conditionId: ConditionId | undefined;
  readonly questionId: string | undefined;
  /** Of old markets more or fewer than two. */
  readonly outcomes: readonly GammaOutcome[];
  /** What a share of the first outcome pays, by the strict rule. */
  readonly payout: Payout | undefined;
  /** Where the rules say that the answer comes from. */
  readonly resolutionSource: string | undefined;
  /** The oracle's word: proposed, disputed, resolved, ... */
  readonly resolutionStatus: string | undefined;
  /** When the question's window opens; the row's own startDate is a day earlier. */
  readonly opensAt: Timestamp | undefined;
  readonly endsAt: Timestamp | undefined;
  readonly closedAt: Timestamp | undefined;
  readonly gameStartsAt: Timestamp | undefined;
  readonly acceptsOrdersSince: Timestamp | undefined;
  /** When the venue made the row. */
  readonly createdAt: Timestamp | undefined;
  /** When anything in this row last changed, its volume included. */
  readonly updatedAt: Timestamp | undefined;
  readonly active: boolean | undefined;
  readonly closed: boolean | undefined;
  readonly archived: boolean | undefined;
  readonly acceptsOrders: boolean | undefined;
  readonly hasOrderBook: boolean | undefined;
  readonly tick: TickSize | undefined;
  readonly minimumSize: Shares | undefined;
  /** Undefined where Gamma does not say it in a form that we charge: then nobody trades. */
  readonly fee: FeeSchedule | undefined;
  /** E.g. crypto_fees_v2: the venue's name of the schedule's kind. */
  readonly feeType: string | undefined;
  /** Of sports: how long a marketable order is held back. */
  readonly delaySeconds: number | undefined;
  readonly negativeRisk: boolean | undefined;
  /** The market group on chain; of negative risk only. */
  readonly negativeRiskMarket: string | undefined;
  readonly category: string | undefined;
  readonly groupItem: string | undefined;
  readonly sportsType: string | undefined;
  readonly crypto: CryptoTerms;
  readonly rewards: GammaRewards;
  /** Groups it belongs to; mostly one. */
  readonly events: readonly EventName[];
  readonly quote: GammaQuote;
};

/** What Gamma shows of the trading, minutes old: for choosing markets, never for trading. */
export type GammaQuote = {
  readonly bestBid: Price | undefined;
  readonly bestAsk: Price | undefined;
  readonly lastPrice: Price | undefined;
  readonly volume: Usd | undefined;
  readonly volume24h: Usd | undefined;
  readonly liquidity: Usd | undefined;
};

export const market: Parser<GammaMarket> = object('market', UNREAD_OF_MARKETS, (fields) => {
  const closed = fields.soft('closed', flag);
  const resolutionStatus = fields.soft('umaResolutionStatus', text);
  const life = lifeOf(fields);
  return {
    id: fields.vital('id', rowId),
    slug: fields.soft('slug', text),
    question: fields.soft('question', prose),
    description: fields.soft('description', prose),
    conditionId: fields.soft('conditionId', condition),
    questionId: fields.soft('questionID', questionId),
    outcomes: outcomesOf(fields),
    payout: payoutOf(fields, closed, resolutionStatus),
    resolutionSource: fields.soft('resolutionSource', prose),
    resolutionStatus,
    closed,
    ...life,
    ...termsOf(fields),
    category: fields.soft('category', text),
    groupItem: fields.soft('groupItemTitle', text),
    sportsType: fields.soft('sportsMarketType', text),
    crypto: cryptoTermsOf(fields),
    rewards: rewardsOf(fields, life.updatedAt),
    events: fields.soft('events', rows(eventName)) ?? [],
    quote: quoteOf(fields),
  };
});

function lifeOf(fields: Fields) {
  return {
    opensAt: fields.soft('eventStartTime', date),
    endsAt: fields.soft('endDate', date),
    closedAt: fields.soft('closedTime', date),
    gameStartsAt: fields.soft('gameStartTime', date),
    acceptsOrdersSince: fields.soft('acceptingOrdersTimestamp', date),
    createdAt: fields.soft('createdAt', date),
    updatedAt: fields.soft('updatedAt', date),
    active: fields.soft('active', flag),
    archived: fields.soft('archived', flag),
    acceptsOrders: fields.soft('acceptingOrders', flag),
    hasOrderBook: fields.soft('enableOrderBook', flag),
  };
}

function termsOf(fields: Fields) {
  return {
    tick: fields.soft('orderPriceMinTickSize', tick),
    minimumSize: fields.soft('orderMinSize', roundedShares),
    fee: feeOf(fields),
    feeType: fields.soft('feeType', text),
    delaySeconds: fields.soft('secondsDelay', count),
    negativeRisk: fields.soft('negRisk', flag),
    negativeRiskMarket: fields.soft('negRiskMarketID', text),
  };
}

/** Without fees only where the venue says so. */
function feeOf(fields: Fields): FeeSchedule | undefined {
  const schedule = fields.soft('feeSchedule', feeSchedule);
  return fields.soft('feesEnabled', flag) === false ? FREE : schedule;
}

/** Numbers have a twin that is one, for those that are texts. */
function quoteOf(fields: Fields): GammaQuote {
  return {
    bestBid: fields.soft('bestBid', roundedPrice),
    bestAsk: fields.soft('bestAsk', roundedPrice),
    lastPrice: fields.soft('lastTradePrice', roundedPrice),
    volume: fields.soft(fields.either('volume', 'volumeNum'), roundedUsd),
    volume24h: fields.soft('volume24hr', roundedUsd),
    liquidity: fields.soft(fields.either('liquidity', 'liquidityNum'), roundedUsd),
  };
}
