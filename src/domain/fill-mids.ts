import type { Price } from './units.ts';

/**
 * The middle price of a fill's own token when we heard of the fill, and 1, 30 and 120 seconds
 * later. Undefined: nobody knows, for the book was not to be trusted or had no two sides, or the
 * market was over, or the data.
 */
export type FillMids = {
  readonly atFill: Price | undefined;
  readonly after1: Price | undefined;
  readonly after30: Price | undefined;
  readonly after120: Price | undefined;
};

/** The later ones, and how many seconds after the fill each is taken. */
export const MID_SECONDS = { after1: 1, after30: 30, after120: 120 } as const;

export type MidName = keyof typeof MID_SECONDS;

export const MID_NAMES: readonly MidName[] = ['after1', 'after30', 'after120'];
