import type { SummaryJson } from '../../../../src/report/json/summary.ts';
import { gain, grouped } from '../../format/amount.ts';
import { type ResultJson, unitsOf } from './result-json.ts';

/** Fewer markets say nothing of chance. */
const MARKETS_LEAST = 30;
/** Two-sided 95 % of a normal distribution. */
const QUANTILE = 1.96;

export type Paired = {
  /** Dollars in units of 1e-6 that the second made more, all markets together; and its 95 %. */
  readonly more: number;
  readonly low: number;
  readonly high: number;
  readonly markets: number;
};

/**
 * How much more the second made in the same markets: what happened to both alike falls out of it,
 * so that it sees differences that the intervals of each hide. A market in which one of them did
 * not trade made nothing there. Undefined: too few markets, or not all of them are told.
 */
export function pairedOf(one: ResultJson, other: ResultJson): Paired | undefined {
  if (one.schema !== 'polydesk.summary' || other.schema !== 'polydesk.summary') return undefined;
  if (!isWhole(one) || !isWhole(other)) return undefined;
  const more = new Map<string, number>();
  for (const { market, net } of one.byMarket) more.set(market, -(unitsOf(net) ?? 0));
  for (const { market, net } of other.byMarket) {
    more.set(market, (more.get(market) ?? 0) + (unitsOf(net) ?? 0));
  }
  const count = more.size;
  if (count < MARKETS_LEAST) return undefined;
  const sum = [...more.values()].reduce((all, value) => all + value, 0);
  const squares = [...more.values()].reduce((all, value) => all + (value - sum / count) ** 2, 0);
  const error = Math.sqrt((squares / (count - 1)) * count);
  return {
    more: sum,
    low: sum - QUANTILE * error,
    high: sum + QUANTILE * error,
    markets: count,
  };
}

export function pairedText({ more, low, high, markets }: Paired): string {
  const range = `[${gain(Math.round(low))}, ${gain(Math.round(high))}]`;
  const where = `in ${grouped(markets)} markets`;
  const told = `Market by market the second made ${gain(more)} more, 95 % ${range}, ${where}`;
  const isLuck = low <= 0 && high >= 0;
  return isLuck ? `${told}: luck explains it.` : `${told}: more than luck explains.`;
}

function isWhole({ byMarket, marketsTraded }: SummaryJson): boolean {
  return byMarket.length === marketsTraded;
}
