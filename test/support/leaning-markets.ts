// Five-minute up/down markets one after another, each leaning to the side that wins.
import type { Market } from '../../src/domain/market.ts';
import { SCALE } from '../../src/domain/units.ts';
import { aMarket, at } from './a-market.ts';
import type { StrategyBench } from './strategy-bench.ts';

export const LABELS = ['Up', 'Down'] as const;
export const WINDOW = 300;
/** Seconds into a window at which these markets are decided. */
export const DECIDED = 295;

/** Five-minute markets one after the other. */
export function markets(count: number, changes: Partial<Market> = {}): Market[] {
  return Array.from({ length: count }, (_, i) =>
    aMarket({
      slug: `btc-updown-5m-${i}`,
      opensAt: at(i * WINDOW),
      closesAt: at((i + 1) * WINDOW),
      labels: LABELS,
      ...changes,
    }),
  );
}

/** The market leans a little to the side that will win: more than its price says. */
export const winsUp = (market: number) => market % 2 === 0;

/** Ten quotes in the window, the second half of the minute before each look included. */
export function trade(bench: StrategyBench, market: number, lead = 5): void {
  for (let second = 0; second < 290; second += 5) {
    const cents = (winsUp(market) ? 50 + lead : 49 - lead) + (second % 2);
    const price = (add: number) => ((cents + add) / 100).toFixed(2);
    bench.quote(market * WINDOW + second, price(0), price(2), 2 * market);
  }
  bench.pass(market * WINDOW + DECIDED);
}

/** Plays these markets to their ends. */
export function play(bench: StrategyBench, from: number, to: number): void {
  for (let market = from; market < to; market++) {
    trade(bench, market);
    bench.resolve(market, winsUp(market) ? SCALE : 0);
  }
}

export const about = (bench: StrategyBench, market: number) =>
  bench.wishes
    .filter(({ seconds }) => Math.floor(seconds / WINDOW) === market)
    .map((wish) => (wish.kind === 'skip' ? wish.reason.code : wish.kind));
