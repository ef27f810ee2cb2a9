import type { Usd } from '../../domain/units.ts';
import { isWin, outlay, type Trade, turnoverOf } from './trade.ts';

/** Sums over counted trades. All dollars are integers. */
export type Profit = {
  readonly trades: number;
  readonly wins: number;
  /** Different markets among the trades: the independent observations. */
  readonly markets: number;
  readonly size: number;
  /** Of the purchases, without fees. */
  readonly cost: Usd;
  /** Cost and the fees of entry. */
  readonly outlay: Usd;
  readonly gross: Usd;
  readonly fees: Usd;
  readonly net: Usd;
  readonly rebate: Usd;
  readonly turnover: Usd;
};

export function sumProfit(trades: readonly Trade[]): Profit {
  const sum = (of: (trade: Trade) => number) => trades.reduce((total, t) => total + of(t), 0);
  return {
    trades: trades.length,
    wins: trades.filter(isWin).length,
    markets: new Set(trades.map((trade) => trade.market)).size,
    size: sum((trade) => trade.size),
    cost: sum((trade) => trade.cost) as Usd,
    outlay: sum(outlay) as Usd,
    gross: sum((trade) => trade.gross) as Usd,
    fees: sum((trade) => trade.fees) as Usd,
    net: sum((trade) => trade.net) as Usd,
    rebate: sum((trade) => trade.rebate) as Usd,
    turnover: sum(turnoverOf) as Usd,
  };
}

/** Trades, or what else is of one market, by market, in order of each market's first. */
export function groupByMarket<T extends Pick<Trade, 'market'>>(
  all: readonly T[],
): ReadonlyMap<Trade['market'], T[]> {
  return Map.groupBy(all, ({ market }) => market);
}

export type HourOfDay = { readonly trades: number; readonly net: Usd };

const MICROS_PER_HOUR = 3_600_000_000;

/** Hour of the day, 0 to 23 UTC, in which a trade was opened. */
function hourOf(trade: Trade): number {
  return Math.floor(trade.openedAt / MICROS_PER_HOUR) % 24;
}

/** 24 entries: trades opened in that hour of the day (UTC) and what they made. */
export function profitByHour(trades: readonly Trade[]): HourOfDay[] {
  const hours = Map.groupBy(trades, hourOf);
  return Array.from({ length: 24 }, (_, hour) => {
    const opened = hours.get(hour) ?? [];
    return { trades: opened.length, net: opened.reduce((sum, t) => sum + t.net, 0) as Usd };
  });
}
