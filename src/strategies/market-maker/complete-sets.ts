import type { Shares } from '../../domain/units.ts';

export type SetRule = {
  /** Complete sets to begin with, and to keep; 0: none. Share units. */
  readonly splitSize: number;
  /** So many that nobody needs are merged; 0: none ever is. Share units. */
  readonly mergeThreshold: number;
};

/** A market's complete sets, and what new ones may cost. Share and dollar units. */
export type Sets = {
  /** Of each outcome at least so many shares are settled, and no order offers them. */
  readonly free: number;
  /** Of one outcome at most so many are held, or on their way. */
  readonly held: number;
  /** Fewer cannot be offered. */
  readonly least: number;
  readonly cash: number;
  readonly gas: number;
};

export type SetWish = { readonly direction: 'split' | 'merge'; readonly shares: Shares };

/**
 * What is to become of a market's sets. Those beyond the ones to keep are merged: each binds a
 * dollar that earns nothing. Where next to nothing is held, the ones to keep are split off, so that
 * both sides are sales, unless they are too few to be offered.
 */
export function setWish(sets: Sets, rule: SetRule): SetWish | undefined {
  const { splitSize, mergeThreshold } = rule;
  const spare = sets.free - splitSize;
  if (mergeThreshold > 0 && spare >= mergeThreshold) {
    return spare > sets.gas ? { direction: 'merge', shares: spare as Shares } : undefined;
  }
  // A set costs a dollar: shares and dollars have the same units.
  const isAffordable = splitSize > 0 && splitSize + sets.gas <= sets.cash;
  if (!isAffordable || splitSize < sets.least) return undefined;
  if (sets.held > 0 && sets.held >= sets.least) return undefined;
  return { direction: 'split', shares: splitSize as Shares };
}
