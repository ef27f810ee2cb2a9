import type { TokenIndex } from '../../src/domain/ids.ts';
import type { Shares } from '../../src/domain/units.ts';
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
