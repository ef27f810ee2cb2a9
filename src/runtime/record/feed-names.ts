/** The feeds outside the venue that a recording may hear, in the order in which they are listed. */
export const FEED_NAMES = [
  'binance',
  'binance-futures',
  'coinbase',
  'deribit',
  'fear-greed',
] as const;

export type FeedName = (typeof FEED_NAMES)[number];
