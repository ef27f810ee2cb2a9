import type { Query } from '../wire/query.ts';
import type { OwnFill } from './holding.ts';
import { amountOf } from './running-sums.ts';

/** Shares below which version 2 tells no trade unless asked (venue docs, read 2026-11). */
const SHARES_LEAST = 10_000;

/** Version 1 names them filterType and filterAmount, and has no least of its own. */
export type FilterNames = {
  readonly type: string;
  readonly amount: string;
  readonly usual: number;
};
export const FIRST_FILTER: FilterNames = { type: 'filterType', amount: 'filterAmount', usual: 0 };
export const SECOND_FILTER: FilterNames = {
  type: 'filter_type',
  amount: 'filter_amount',
  usual: SHARES_LEAST,
};

/** Fills of at least so many dollars (CASH) or shares (TOKENS). */
export function largeFills(query: Query, names: FilterNames): (fill: OwnFill) => boolean {
  const isCash = query.word(names.type, ['TOKENS', 'CASH']) === 'CASH';
  const least = query.amount(names.amount) || names.usual;
  return ({ part }) => (isCash ? amountOf(part) : part.size) >= least;
}
