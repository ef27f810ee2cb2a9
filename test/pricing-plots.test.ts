// The plots of the pricing engines are what the code draws now. To draw them anew:
// npx vitest run test/pricing-plots.test.ts -u
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PRICING_ENGINES, type PricingEngineName } from '../src/models/pricing/engines.ts';
import type { PricingEngine, QuoteInputs } from '../src/models/pricing/pricing-engine.ts';
import { drawPanels, type Panel } from './support/line-panels.ts';
import { pairOf, quoteInputs, type RealisticInput, realistic } from './support/quote-inputs.ts';

const FOLDER = join(import.meta.dirname, '../src/models/pricing');
const PLACES: Readonly<Record<PricingEngineName, string>> = {
  'avellaneda-stoikov': 'avellaneda-stoikov/response.svg',
  glft: 'glft/response.svg',
  'glft-running-penalty': 'glft/running-penalty.svg',
  'hold-to-settlement': 'hold-to-settlement/response.svg',
  legacy: 'legacy/response.svg',
  'logit-diffusion': 'logit-diffusion/response.svg',
};
const POINTS = 41;
const [BID_COLOR, ASK_COLOR] = ['#1a7f37', '#cf222e'];
/** Of a market that ends in five minutes, and of one that ends in six hours. */
const [SOON_COLOR, LATE_COLOR] = ['#0969da', '#8250df'];
const SIX_HOURS = 21_600;
const shares = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));
const cents = (dollars: number) => dollars * 100;

/** The spread by one input, all others as in a quiet market; of two ends. */
function spreadBy(
  engine: PricingEngine,
  input: RealisticInput,
  across: string,
  at: (x: number) => Partial<QuoteInputs> = (x) => ({ [input]: x }),
): Panel {
  const xs = shares.map((share) => realistic(input, share));
  const spreads = (secondsLeft: number) =>
    xs.map((x) => {
      const { bid, ask } = pairOf(engine, { secondsLeft, ...at(x) });
      return cents(ask - bid);
    });
  const lines = [
    { ys: spreads(SIX_HOURS), color: LATE_COLOR },
    { ys: spreads(300), color: SOON_COLOR },
  ];
  return { title: 'spread, cents', across, isLog: true, xs, lines, reach: [0] };
}

/** Both quotes, less the mid. */
function quotesBy(
  engine: PricingEngine,
  xs: readonly number[],
  across: string,
  at: (x: number) => Partial<QuoteInputs>,
): Panel {
  const pairs = xs.map((x) => {
    const { mid } = quoteInputs(at(x));
    const { bid, ask } = pairOf(engine, at(x));
    return { bid: cents(bid - mid), ask: cents(ask - mid) };
  });
  const lines = [
    { ys: pairs.map(({ bid }) => bid), color: BID_COLOR },
    { ys: pairs.map(({ ask }) => ask), color: ASK_COLOR },
  ];
  return { title: 'bid, ask less mid, cents', across, isLog: false, xs, lines, reach: [0] };
}

const inventories = shares.map((share) => realistic('inventory', share));
const mids = shares.map((share) => 0.02 + 0.96 * share);

function panelsOf(engine: PricingEngine): Panel[] {
  return [
    spreadBy(engine, 'gamma', 'gamma, per $'),
    spreadBy(engine, 'volatility', 'volatility, $ per √s', (volatility) => ({
      volatility,
      logitVolatility: volatility / (0.52 * 0.48),
    })),
    spreadBy(engine, 'secondsLeft', 'seconds left'),
    spreadBy(engine, 'arrivalDecay', 'k, per $'),
    quotesBy(engine, inventories, 'inventory, shares', (inventory) => ({ inventory })),
    quotesBy(engine, mids, 'mid, $, holding 200 shares', (mid) => ({
      mid,
      inventory: 200,
      bestBid: mid - 0.01,
      bestAsk: mid + 0.01,
    })),
  ];
}

test.each(Object.entries(PRICING_ENGINES))(
  'the plot of %s is drawn from the code',
  async (name, engine) => {
    const caption = `How the quotes of ${name} respond to what it is told`;
    const drawn = drawPanels(caption, panelsOf(engine));
    await expect(drawn).toMatchFileSnapshot(join(FOLDER, PLACES[name as PricingEngineName]));
  },
);
