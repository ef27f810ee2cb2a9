import type { TokenId } from '../../domain/ids.ts';
import type { TickSize } from '../../domain/tick.ts';
import type { Price, Shares, Usd } from '../../domain/units.ts';

/** What of a market decides how its orders look. */
export type OrderMarket = {
  readonly tokenId: TokenId;
  /** At the moment of the order: a market's tick changes while it trades. */
  readonly tick: TickSize;
  /** Smallest size of a resting order. */
  readonly minimumSize: Shares;
};

/** A buy at once for dollars. The venue takes its fee on top of them. */
export type MarketBuyTerms = {
  /** Whole cents, a dollar at least. */
  readonly spend: Usd;
  /** The worst acceptable price. */
  readonly price: Price;
  readonly timeInForce: 'FOK' | 'FAK';
};
