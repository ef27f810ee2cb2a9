import type { FeeSchedule } from '../domain/fee.ts';
import type { ConditionId, TokenId } from '../domain/ids.ts';
import type { Refusal, Result } from '../domain/result.ts';
import type { BookSide, Side } from '../domain/side.ts';
import type { TickSize } from '../domain/tick.ts';
import type { Price, Shares, Timestamp } from '../domain/units.ts';
import type { UpDownFrame } from '../domain/up-down-rule.ts';

/** One side of a book as columns in units of 1e-6, best price first, each price once, no zeros. */
export type Levels = { readonly price: Int32Array; readonly size: Float64Array };

/** A level's new total (0 removes it) and, where told, the best prices after the change. */
export type LevelChange = {
  readonly token: TokenId;
  readonly side: BookSide;
  readonly price: Price;
  readonly size: Shares;
  /** 0 says that nobody bids; undefined that the message does not say. */
  readonly bestBid: Price | undefined;
  /** One dollar says that nobody asks; undefined that the message does not say. */
  readonly bestAsk: Price | undefined;
};

/** The message about one market, `tsEvent` in µs by the venue's clock. */
type OfMarket = { readonly market: ConditionId | undefined; readonly tsEvent: Timestamp };

/** What the venue says about markets, free of its wire format. */
export type MarketMessage =
  | (OfMarket & {
      readonly kind: 'BookSnapshot';
      readonly token: TokenId;
      readonly bids: Levels;
      readonly asks: Levels;
      readonly tick: TickSize | undefined;
      readonly hash: string | undefined;
    })
  | (OfMarket & { readonly kind: 'LevelsChanged'; readonly changes: readonly LevelChange[] })
  | (OfMarket & {
      readonly kind: 'TradePrinted';
      readonly token: TokenId;
      /** What the taker did. */
      readonly side: Side;
      readonly price: Price;
      readonly size: Shares;
      /** Hash of the transaction that settles it; recordings before 2026 lack it. */
      readonly transaction: string | undefined;
    })
  | (OfMarket & {
      readonly kind: 'TickSizeChanged';
      readonly token: TokenId;
      readonly tick: TickSize;
    })
  | (OfMarket & {
      readonly kind: 'BestChanged';
      readonly token: TokenId;
      /** As in {@link LevelChange}. */
      readonly bestBid: Price | undefined;
      readonly bestAsk: Price | undefined;
    })
  | {
      readonly kind: 'MarketListed';
      readonly market: ConditionId;
      readonly tsEvent: Timestamp;
      readonly slug: string;
      readonly question: string | undefined;
      readonly tokens: readonly [TokenId, TokenId];
      readonly labels: readonly [string, string];
      readonly tick: TickSize | undefined;
      readonly fee: FeeSchedule | undefined;
    }
  | {
      readonly kind: 'MarketResolved';
      readonly market: ConditionId;
      readonly tsEvent: Timestamp;
      /** The token that pays one dollar; undefined where the message does not say. */
      readonly winner: TokenId | undefined;
      readonly label: string | undefined;
    };

/** Everything one socket frame held: a bad part never hides the good ones. */
export type FrameReading<M = MarketMessage> = {
  readonly messages: readonly M[];
  /** Parts that cannot be trusted; the message names the place in the frame. */
  readonly refusals: readonly Refusal[];
  /** Names of event types that we do not read: to be counted, not to stop at. */
  readonly ignored: readonly string[];
  /** Fields that were wrong and are unknown therefore; the message around them holds. */
  readonly wrongFields: readonly Refusal[];
  /** Fields that nobody here knows ("book.newField"), with how often they came. */
  readonly unknownFields: ReadonlyMap<string, number>;
};

/** One price of a reference feed. */
export type ReferencePrint = {
  /** provider/symbol, e.g. chainlink/btcusd, binance/btcusdt; averages end in their look-back:
   * chainlink/btcusd-twap60. */
  readonly feed: string;
  readonly tsEvent: Timestamp;
  /** When the relay sent the frame; undefined where it does not say. */
  readonly tsSent: Timestamp | undefined;
  /** Dollars at 1e-6, rounded half to even. */
  readonly value: number;
  /** The value as sent, with every digit. */
  readonly text: string;
  /** Part of the look-back that a new subscription gets: known only when it arrived. */
  readonly history: boolean;
};

/** The window a crypto up/down market asks about. */
export type UpDownWindow = {
  readonly asset: string;
  readonly frame: UpDownFrame;
  readonly opensAt: Timestamp;
  readonly closesAt: Timestamp;
};

/** The venue's formats as functions: pure, never throwing; importers and recorders share it. */
export interface VenueWire {
  /** A frame of the market channel: one message or an array, as text. */
  readMarketFrame(text: string): FrameReading;
  /** A frame of the real-time data service's prices (RTDS; protocol notes §6.4). */
  readPriceFrame(text: string): FrameReading<ReferencePrint>;
  /** Wire levels ([{price, size}], any order) to columns; `at` names the place in refusals. */
  readLevels(levels: unknown, side: BookSide, at: string): Result<Levels>;
  /** A market's recorded fee schedule; undefined where it is not of the form that we charge. */
  feeSchedule(value: unknown): FeeSchedule | undefined;
  /**
   * Times and asset that a slug like btc-updown-15m-1771634700 tells; undefined for others. `near`
   * is any time within months of the window: names of hours and days may leave out the year.
   */
  upDownWindow(slug: string, near?: Timestamp): UpDownWindow | undefined;
}
