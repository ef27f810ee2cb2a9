import type { Result } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { DepthLevels } from './depth-levels.ts';
import type { Figure } from './figure.ts';

/** What all events have. */
type Told = {
  /** provider/symbol: binance/btcusdt, binance-futures/btcusdt, coinbase/btcusd, deribit/btc. */
  readonly feed: string;
  /** When the exchange says that it was so, µs. */
  readonly tsEvent: Timestamp;
  /** When the exchange sent it; undefined where it does not say. */
  readonly tsSent: Timestamp | undefined;
};

/** A trade of others. */
export type Traded = Told & {
  readonly kind: 'Traded';
  readonly price: Figure;
  readonly size: Figure;
  /** What the taker did. */
  readonly side: Side;
  /** Rises within a feed; aggregates are counted apart. */
  readonly id: number;
  /** All that one order took at one price, as one. */
  readonly isAggregate: boolean;
  /** The last trade before we subscribed. */
  readonly isHistory: boolean;
};

/** The price of the newest trade, told beside the trades themselves. */
export type PriceTold = Told & {
  readonly kind: 'PriceTold';
  readonly price: Figure;
  /** Id of that trade. */
  readonly trade: number;
};

/** Best bid and ask. `tsEvent` is undefined where the exchange sends no time with it. */
export type QuoteChanged = Omit<Told, 'tsEvent'> & {
  readonly kind: 'QuoteChanged';
  readonly tsEvent: Timestamp | undefined;
  readonly bid: Figure;
  readonly bidSize: Figure;
  readonly ask: Figure;
  readonly askSize: Figure;
  /** Rises within a feed. */
  readonly id: number;
};

/** A stretch of trading, closed or still going on. */
export type CandleUpdated = Told & {
  readonly kind: 'CandleUpdated';
  /** As the exchange writes it: 1s, 1m. */
  readonly interval: string;
  readonly opensAt: Timestamp;
  /** The first moment that no longer belongs to it. */
  readonly closesAt: Timestamp;
  readonly open: Figure;
  readonly high: Figure;
  readonly low: Figure;
  readonly close: Figure;
  /** In the base asset; `turnover` in the quote asset; `takerBought` is the part of the volume. */
  readonly volume: Figure;
  readonly turnover: Figure;
  readonly takerBought: Figure;
  readonly trades: number;
  readonly isClosed: boolean;
};

/** New totals of levels (0 removes one), all changes from one id to another. */
export type DepthChanged = Told & {
  readonly kind: 'DepthChanged';
  readonly firstId: number;
  readonly lastId: number;
  readonly bids: DepthLevels;
  readonly asks: DepthLevels;
};

/** What a perpetual future is worth by the exchange's rules. */
export type MarkPriced = Told & {
  readonly kind: 'MarkPriced';
  readonly mark: Figure;
  /** Average of spot exchanges. */
  readonly index: Figure;
  /** Of the present period, as it stands: longs pay shorts when above zero. */
  readonly funding: Figure;
  readonly fundingAt: Timestamp;
};

/** An order by which the exchange closed somebody's position. Only the latest of each second. */
export type Liquidated = Told & {
  readonly kind: 'Liquidated';
  /** Of the order: a sale closes a long position. */
  readonly side: Side;
  readonly price: Figure;
  readonly averagePrice: Figure;
  readonly size: Figure;
  readonly filled: Figure;
  readonly status: string;
};

/** Longs paid shorts at this rate (or were paid). */
export type FundingPaid = Told & { readonly kind: 'FundingPaid'; readonly rate: Figure };

/** All contracts that exist. */
export type OpenInterestTold = Told & {
  readonly kind: 'OpenInterestTold';
  readonly openInterest: Figure;
};

/** Puts and calls of one currency, all strikes and expiries, in units of 1e-6 of the currency. */
export type OptionsSummarized = Told & {
  readonly kind: 'OptionsSummarized';
  readonly options: number;
  /** Left out of all sums, because they could not be read. */
  readonly unread: number;
  readonly openInterest: PutCall;
  /** Of the last 24 hours. */
  readonly volume: PutCall;
  /** Mean of the marks weighted by open interest, percent a year at 1e-6. */
  readonly markVolatility: number | undefined;
};

/** Two sums, and puts for each call at 1e-6; undefined without calls. */
export type PutCall = {
  readonly puts: number;
  readonly calls: number;
  readonly ratio: number | undefined;
};

/** The newest candle of a volatility index, in percent a year. */
export type VolatilityTold = Told & {
  readonly kind: 'VolatilityTold';
  readonly open: Figure;
  readonly high: Figure;
  readonly low: Figure;
  readonly close: Figure;
};

/** The mood of the market: 0 extreme fear, 100 extreme greed. */
export type MoodTold = Told & {
  readonly kind: 'MoodTold';
  readonly value: number;
  readonly label: string;
};

/** The exchange lives and publishes this feed; each second, whether or not anybody trades. */
export type HeartbeatHeard = Told & {
  readonly kind: 'HeartbeatHeard';
  readonly trade: number;
};

/** The exchange will close the connection soon. */
export type ShutdownAnnounced = { readonly kind: 'ShutdownAnnounced' };

/** What a feed says about one symbol. */
export type SymbolEvent =
  | Traded
  | PriceTold
  | QuoteChanged
  | CandleUpdated
  | DepthChanged
  | MarkPriced
  | Liquidated
  | FundingPaid
  | OpenInterestTold
  | OptionsSummarized
  | VolatilityTold
  | MoodTold
  | HeartbeatHeard;

export type FeedEvent = SymbolEvent | ShutdownAnnounced;

/** A socket's frame as text to its events; undefined for a kind that we do not read. Pure. */
export type FrameReader = (text: string) => Result<readonly FeedEvent[]> | undefined;

/** The answer to a question as text to its events, oldest first. Pure. */
export type AnswerReader = (text: string) => Result<readonly SymbolEvent[]>;
