// Everything that the wire can be told, as (reader, samples): what the fuzzer and the tests of all
// readers at once go through.
import {
  readApiCredentials,
  readApiKeys,
  readBalanceAllowance,
  readClosedOnly,
  readOrderScoring,
  readOrdersScoring,
} from '../../src/polymarket/wire/clob/account.ts';
import { readBook, readBooks } from '../../src/polymarket/wire/clob/book.ts';
import { readCanceled } from '../../src/polymarket/wire/clob/canceled.ts';
import { readHeartbeat } from '../../src/polymarket/wire/clob/heartbeat.ts';
import { readClobMarket, readClobMarkets } from '../../src/polymarket/wire/clob/market.ts';
import { readMarketInfo } from '../../src/polymarket/wire/clob/market-info.ts';
import {
  readFeeRateBps,
  readNegativeRisk,
  readTickSize,
} from '../../src/polymarket/wire/clob/market-terms.ts';
import { readNotifications } from '../../src/polymarket/wire/clob/notifications.ts';
import { readOrder, readOrders, readTrades } from '../../src/polymarket/wire/clob/own-orders.ts';
import { readPostedOrder, readPostedOrders } from '../../src/polymarket/wire/clob/posted-order.ts';
import {
  readLastTrade,
  readLastTrades,
  readMidpoint,
  readPrice,
  readPrices,
  readPriceTable,
  readSpread,
} from '../../src/polymarket/wire/clob/prices.ts';
import { readPricesHistory } from '../../src/polymarket/wire/clob/prices-history.ts';
import { readOrderVersion, readServerTime } from '../../src/polymarket/wire/clob/server.ts';
import { readActivity } from '../../src/polymarket/wire/data/activity.ts';
import { readHolders } from '../../src/polymarket/wire/data/holders.ts';
import { readPositions } from '../../src/polymarket/wire/data/positions.ts';
import { readPricesHistoryPage } from '../../src/polymarket/wire/data/prices-history.ts';
import { readResolutions } from '../../src/polymarket/wire/data/resolutions.ts';
import { readDataTrades } from '../../src/polymarket/wire/data/trades.ts';
import { readPortfolioValue } from '../../src/polymarket/wire/data/value.ts';
import {
  readEventPage,
  readGammaEvent,
  readGammaEvents,
  readGammaMarket,
  readGammaMarkets,
  readMarketPage,
  readSearch,
} from '../../src/polymarket/wire/gamma/answers.ts';
import { readTags } from '../../src/polymarket/wire/gamma/tags.ts';
import { readMarketFrame } from '../../src/polymarket/wire/market/market-frame.ts';
import type { Remarks } from '../../src/polymarket/wire/notes.ts';
import { readPolyBoltFrame } from '../../src/polymarket/wire/prices/polybolt-frame.ts';
import { readPriceFrame } from '../../src/polymarket/wire/prices/rtds-frame.ts';
import { readUserFrame } from '../../src/polymarket/wire/user/user-frame.ts';
import type { FrameReading } from '../../src/ports/venue-wire.ts';
import { clobAnswers as clob } from './wire-samples/clob.ts';
import { dataAnswers as data } from './wire-samples/data-service.ts';
import { gammaAnswers as gamma } from './wire-samples/gamma.ts';
import { marketSamples } from './wire-samples/market.ts';
import { polyBoltSamples, rtdsSamples } from './wire-samples/prices.ts';
import { userSamples } from './wire-samples/user.ts';

export type AnyAnswer = Remarks &
  ({ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly code: string });
export type AnyReading = FrameReading<unknown> | AnyAnswer;

export type Family = {
  readonly name: string;
  readonly read: (text: string) => AnyReading;
  readonly samples: readonly string[];
};

function frames(name: string, read: Family['read'], samples: readonly string[]): Family {
  return { name, read, samples };
}

function answer(name: string, read: (body: string) => AnyAnswer, sample: unknown): Family {
  return { name, read, samples: [JSON.stringify(sample)] };
}

export const families: readonly Family[] = [
  frames('market frames', readMarketFrame, marketSamples),
  frames('user frames', readUserFrame, userSamples),
  frames('RTDS frames', readPriceFrame, rtdsSamples),
  frames('PolyBolt frames', readPolyBoltFrame, polyBoltSamples),
  answer('CLOB book', readBook, clob.book),
  answer('CLOB books', readBooks, clob.books),
  answer('CLOB price', readPrice, clob.price),
  answer('CLOB midpoint', readMidpoint, clob.midpoint),
  answer('CLOB spread', readSpread, clob.spread),
  answer('CLOB price table', readPriceTable, clob.priceTable),
  answer('CLOB prices', readPrices, clob.prices),
  answer('CLOB last trade', readLastTrade, clob.lastTrade),
  answer('CLOB last trades', readLastTrades, clob.lastTrades),
  answer('CLOB prices history', readPricesHistory, clob.history),
  answer('CLOB tick size', readTickSize, clob.tickSize),
  answer('CLOB negative risk', readNegativeRisk, clob.negativeRisk),
  answer('CLOB fee rate', readFeeRateBps, clob.feeRate),
  answer('CLOB market info', readMarketInfo, clob.marketInfo),
  answer('CLOB market', readClobMarket, clob.market),
  answer('CLOB markets', readClobMarkets, clob.markets),
  answer('CLOB time', readServerTime, clob.time),
  answer('CLOB order version', readOrderVersion, clob.version),
  answer('CLOB posted order', readPostedOrder, clob.posted),
  answer('CLOB posted orders', readPostedOrders, clob.postedBatch),
  answer('CLOB canceled', readCanceled, clob.canceled),
  answer('CLOB order', readOrder, clob.order),
  answer('CLOB orders', readOrders, clob.orders),
  answer('CLOB trades', readTrades, clob.trades),
  answer('CLOB balance', readBalanceAllowance, clob.balance),
  answer('CLOB credentials', readApiCredentials, clob.credentials),
  answer('CLOB keys', readApiKeys, clob.apiKeys),
  answer('CLOB closed only', readClosedOnly, clob.closedOnly),
  answer('CLOB scoring', readOrderScoring, clob.scoring),
  answer('CLOB scorings', readOrdersScoring, clob.scorings),
  answer('CLOB heartbeat', readHeartbeat, clob.heartbeat),
  answer('CLOB notifications', readNotifications, clob.notifications),
  answer('Gamma market', readGammaMarket, gamma.market),
  answer('Gamma markets', readGammaMarkets, gamma.markets),
  answer('Gamma market page', readMarketPage, gamma.marketPage),
  answer('Gamma event', readGammaEvent, gamma.event),
  answer('Gamma events', readGammaEvents, gamma.events),
  answer('Gamma event page', readEventPage, gamma.eventPage),
  answer('Gamma search', readSearch, gamma.search),
  answer('Gamma tags', readTags, gamma.tags),
  answer('data trades', readDataTrades, data.trades),
  answer('data trades v2', readDataTrades, data.tradePage),
  answer('data activity', readActivity, data.activity),
  answer('data activity v2', readActivity, data.activityPage),
  answer('data positions', readPositions, data.positions),
  answer('data positions v2', readPositions, data.positionPage),
  answer('data value', readPortfolioValue, data.value),
  answer('data value v2', readPortfolioValue, data.newValue),
  answer('data holders', readHolders, data.holders),
  answer('data resolutions', readResolutions, data.resolutions),
  answer('data prices history', readPricesHistoryPage, data.history),
];
