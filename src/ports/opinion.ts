import type { TokenIndex } from '../domain/ids.ts';

/** What a strategy thinks of a market, and why. */
export type Opinion = {
  /** Why it would buy that outcome, or why none. */
  readonly code: string;
  /** The outcome that it would buy by what it sees now; undefined: none. */
  readonly token: TokenIndex | undefined;
  /** Of the first outcome, 0 to 1, by a strategy that has one. */
  readonly probability?: number | undefined;
  /** What was compared, as in a reason: prices in units, times in seconds. */
  readonly numbers: Readonly<Record<string, number>>;
};
