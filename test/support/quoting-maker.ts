import type { MarketIndex, TokenIndex } from '../../src/domain/ids.ts';
import type { Shares } from '../../src/domain/units.ts';
import { firstPriceOf } from '../../src/strategies/market-maker/own-orders.ts';
import { marketMaker } from '../../src/strategies/market-maker/strategy.ts';
import { aMarket, at } from './a-market.ts';
import { StrategyBench } from './strategy-bench.ts';

/** A market of an hour, so that nothing is wider by its time between 30 s and 59 min. */
export const HOUR = aMarket({ closesAt: at(3_600) });

/** No risk aversion, fills that become rarer as they do where books are thin, and soon at work. */
export const CALM = {
  gamma: '0',
  arrivalDecay: '80',
  volatilityHalfLife: '30',
  refillAfter: '0',
};

/** The maker after 30 s of 0.50 / 0.52, when it has quoted 0.49 / 0.53: orders 1 and 2. */
export function quoting(parameters: Record<string, string> = {}, market = HOUR): StrategyBench {
  const bench = new StrategyBench(marketMaker, { ...CALM, ...parameters }, [market]);
  for (let second = 0; second <= 30; second += 5) bench.quote(second, '0.50', '0.52');
  return bench;
}

/** It holds so many shares of a token, and no order offers them. */
export function hold(bench: StrategyBench, token: number, shares: number): void {
  bench.view.positions.set(token as TokenIndex, (shares * 1e6) as Shares);
}

/** A maker that learns from its own fills, and has room for all of them. */
export function learningFromFills(texts: Record<string, string> = {}): StrategyBench {
  const rule = { arrivalEvents: '2', feedback: 'off', minLifetime: '0' };
  return quoting({ ...rule, maxInventory: '100000', maxCost: '100000', ...texts });
}

/** Ten seconds: quotes 1.5 cents off are filled four times as often as those further off. */
export function fillNearMid(bench: StrategyBench, round: number): void {
  const orders = () => [...bench.view.openOrders(0 as MarketIndex)];
  const isFar = round % 2 === 0;
  bench.quote(30 + 10 * round, '0.50', isFar ? '0.52' : '0.51');
  for (const { id, status } of orders()) {
    if (status === 'pendingCancel') bench.cancel(id, 'requested');
  }
  bench.pass(35 + 10 * round);
  for (const order of orders()) {
    const depth = Math.abs(firstPriceOf(order) - (isFar ? 510_000 : 505_000));
    if (depth <= 15_000 || round % 8 === 0) bench.fill(order.id);
  }
}
