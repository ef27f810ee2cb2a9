import { PRICING_ENGINES, type PricingEngineName } from '../src/models/pricing/engines.ts';
import { unknownQuotes } from '../src/models/pricing/pricing-engine.ts';
import { quoteInputs } from '../test/support/quote-inputs.ts';
import { heapNow } from './heap-now.ts';
import type { Result, Section } from './section.ts';
import { significant, text } from './spread.ts';
import { type Lap, lap, spreadOfLaps } from './stopwatch.ts';

const CALLS = 1_000_000;
const RUNS = 5;

type PricingCase = { readonly engine: PricingEngineName; readonly runs: number };

/** One call of each pricing engine: from inputs to a pair of quotes. */
export const pricing: Section<PricingCase> = {
  name: 'pricing',
  title: `a pair of quotes from each pricing engine, ${CALLS} times`,
  heading: ['engine', 'ns of processor a call (min-max)', 'bytes a call'],
  nodeFlags: ['--expose-gc'],
  cases({ runs = RUNS }) {
    const names = Object.keys(PRICING_ENGINES) as PricingEngineName[];
    return names.map((engine) => ({ engine, runs }));
  },
  async measure(one) {
    return [measureEngine(one)];
  },
};

function measureEngine({ engine, runs }: PricingCase): Result {
  const laps: Lap[] = [];
  let bytes = 0;
  // The first run only warms up.
  for (let run = 0; run <= runs; run++) {
    globalThis.gc?.();
    const before = heapNow().total;
    const whole = lap(() => priceOften(engine));
    bytes = (heapNow().total - before) / CALLS;
    if (run > 0) laps.push(whole);
  }
  const { processor } = spreadOfLaps(laps);
  const nanos = (value: number) => significant((value / CALLS) * 1e9);
  return {
    cells: [engine, text(processor, nanos), significant(bytes)],
    figures: { engine, calls: CALLS, processorSeconds: processor, bytesEach: bytes },
  };
}

/** Mid and inventory are others in each call; the sum keeps the quotes from being left out. */
function priceOften(name: PricingEngineName): number {
  const engine = PRICING_ENGINES[name];
  const inputs = quoteInputs();
  const quotes = unknownQuotes();
  let sum = 0;
  for (let call = 0; call < CALLS; call++) {
    inputs.mid = 0.02 + (call % 961) / 1_000;
    inputs.inventory = (call % 401) - 200;
    if (engine.price(inputs, quotes) === undefined) sum += quotes.ask - quotes.bid;
  }
  return sum;
}
