// Options of a run, for tests that care about one or two of them.
import type { Usd } from '../../src/domain/units.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { chooseStrategy, offerStrategies } from '../../src/runtime/strategies.ts';

/** One shipped strategy on all complete markets of an archive: no latency, no taker delay. */
export function strategyRun(
  root: string,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): BacktestOptions {
  const offered = offerStrategies([]);
  if (!offered.ok) throw new Error(offered.message);
  const choice = chooseStrategy(offered.value, name, parameters);
  if (!choice.ok) throw new Error(choice.message);
  return {
    data: {
      root,
      datasets: undefined,
      markets: undefined,
      assets: undefined,
      categories: undefined,
      from: undefined,
      to: undefined,
      completeOnly: true,
    },
    strategies: [choice.value],
    capital: 1_000_000_000 as Usd,
    latency: { feed: 0, entry: 0, response: 0 },
    queue: { kind: 'riskAverse' },
    inferFills: 'through',
    unknownDepth: 'refuse',
    fee: undefined,
    takerDelayMs: 0,
    minimumSize: undefined,
    limits: DEFAULT_RISK_LIMITS,
    seed: 1,
    charts: 0,
  };
}

/** Ten shares of the late favourite. */
export function lateFavouriteRun(root: string): BacktestOptions {
  return strategyRun(root, 'late-favourite', { size: '10' });
}
