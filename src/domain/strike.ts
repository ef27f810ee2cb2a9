import type { Timestamp } from './units.ts';

/** An end of a market's window, and whose prints decide there. */
export type StrikePlace = {
  readonly end: 'open' | 'close';
  /** The moment itself. */
  readonly boundary: Timestamp;
  /** E.g. chainlink/btcusd-twap60; undefined: its rule takes no price that we hear as a print. */
  readonly feed: string | undefined;
};

/** Why our record does not tell a price: it begins later, has a hole there, or ends before. */
export const UNKNOWN_STRIKES = ['no_print', 'hole', 'not_over'] as const;
export type UnknownStrike = (typeof UNKNOWN_STRIKES)[number];

/** A reference price: dollars at 1e-6, and the text with every digit. */
export type StrikePrice = { readonly value: number; readonly text: string };

/** What becomes known of the price that counts at an end of a window, by us or by the venue. */
export type StrikeNews = StrikePlace &
  (
    | (StrikePrice & {
        readonly kind: 'derived';
        /** Printed at the boundary itself; otherwise shortly before it. */
        readonly isExact: boolean;
      })
    | { readonly kind: 'unknown'; readonly why: UnknownStrike }
    | (StrikePrice & { readonly kind: 'official' })
  );
