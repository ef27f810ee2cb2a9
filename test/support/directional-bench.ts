import type { Market } from '../../src/domain/market.ts';
import { cryptoDirectional } from '../../src/strategies/crypto-directional/strategy.ts';
import { aMarket, at } from './a-market.ts';
import { StrategyBench } from './strategy-bench.ts';

export const FEED = 'binance/btcusdt';
export const CYCLE = 900;

/** Asks about the noon two days after the bench's own, 16:00 UTC on 15 April. */
export function asking(question: string, changes: Partial<Market> = {}): Market {
  return aMarket({
    slug: question,
    question,
    labels: ['Yes', 'No'],
    opensAt: at(-86_400),
    closesAt: at(2 * 86_400 + 4 * 3_600),
    ...changes,
  });
}

export const ABOVE = asking('Will the price of Bitcoin be above $100,000 on April 15 at 12PM ET?');

/** A bench that has heard a spot of 100,000 dollars a minute, up and down by one part in 400. */
export function benchOf(
  markets: readonly Market[],
  parameters: Record<string, string> = {},
): StrategyBench {
  const texts = { ewmaSpan: '3', sampleSeconds: '60', ...parameters };
  const bench = new StrategyBench(cryptoDirectional, texts, markets);
  for (let minute = 0; minute <= 10; minute++) {
    bench.hear(minute * 60, FEED, minute % 2 === 0 ? 100_000 : 100_250);
  }
  // The round of the first moment knows nothing yet.
  bench.wishes.length = 0;
  return bench;
}

/** Lets so many cycles pass: quotes the first market shortly before each, and tells the spot. */
export function cycles(
  bench: StrategyBench,
  count: number,
  bid: string,
  ask: string,
  spot = 100_000,
) {
  const first = Math.floor((bench.view.now - at(0)) / 1e6 / CYCLE) + 1;
  for (let i = 0; i < count; i++) {
    const time = (first + i) * CYCLE;
    bench.hear(time - 2, FEED, spot);
    for (const market of bench.view.markets.keys()) bench.quote(time - 1, bid, ask, 2 * market);
    bench.pass(time);
  }
}

/** Of all that was wished, in order. */
export const codes = (bench: StrategyBench) => bench.wishes.map(({ reason }) => reason.code);
