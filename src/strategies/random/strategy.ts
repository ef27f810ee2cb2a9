import type { MarketIndex } from '../../domain/ids.ts';
import { Random } from '../../domain/random.ts';
import type { Opinion } from '../../ports/opinion.ts';
import type { Parameters, StrategyDefinition } from '../../ports/strategy.ts';
import { INTERVAL_PARAMETERS, IntervalTrader, type Lean } from '../interval-trader.ts';

const LEANS: readonly Lean[] = ['buy', 'sell', 'hold'];

class RandomTrader extends IntervalTrader {
  /** One for each market: how often one is asked does not change another's choices. */
  readonly #streams: Map<MarketIndex, Random>;

  constructor(parameters: Parameters, seed: number) {
    const streams = new Map<MarketIndex, Random>();
    const draw = (market: MarketIndex) => {
      let stream = streams.get(market);
      if (stream === undefined) {
        stream = new Random(seed, `random/${market}`);
        streams.set(market, stream);
      }
      return LEANS[stream.integer(LEANS.length)] as Lean;
    };
    super(parameters, draw, { open: 'by_chance', close: 'by_chance' });
    this.#streams = streams;
  }

  onMarketClosed(market: MarketIndex): void {
    this.#streams.delete(market);
  }

  /** What it would draw is not said: asking would draw it. */
  override opinion(): Opinion {
    return { code: 'by_chance', token: undefined, numbers: {} };
  }
}

/** Chooses by chance: what it loses is what trading costs. */
export const random: StrategyDefinition = {
  name: 'random',
  summary: 'baseline: buys, sells or holds by chance',
  parameters: INTERVAL_PARAMETERS,
  create: (parameters, seed) => new RandomTrader(parameters, seed),
};
