// An invented run with everything a report can show, to test and look at pages. Its prices are
// random walks and it says so: provenance simulated, and no test reads a meaning into its numbers.
import type { MarketIndex } from '../../src/domain/ids.ts';
import { Random } from '../../src/domain/random.ts';
import type { Shares, Timestamp } from '../../src/domain/units.ts';
import type { MarketCoverage, PricePath, RunRecord } from '../../src/report/run-record.ts';
import { NOON, RunScript, SECOND, scriptedMarket } from './run-script.ts';

const WINDOW = 300 * SECOND;

export type InventedOptions = {
  readonly markets: number;
  readonly strategies: readonly string[];
  readonly seed?: number;
  readonly paths?: number;
  /** Added to every entry price, in units: a strategy that pays too much, or too little. */
  readonly premium?: number;
};

/** One trade in most markets, at rest or taken, at prices around the favorite's. */
export function inventedRun(options: InventedOptions): RunRecord {
  const random = new Random(options.seed ?? 1, 'invented-run');
  // Twelve windows a morning, then on to the next day.
  const starts = Array.from(
    { length: options.markets },
    (_, i) => NOON + Math.floor(i / 40) * 86_400 * SECOND + (i % 40) * WINDOW,
  );
  const markets = starts.map((at) => scriptedMarket(`btc-updown-5m-${at / SECOND}`, at));
  const script = new RunScript(markets, options.strategies);
  const paths: PricePath[] = [];
  starts.forEach((start, market) => {
    const chance = 0.6 + random.float() * 0.35;
    const favorite = random.integer(2);
    const wins = random.float() < chance;
    options.strategies.forEach((_, strategy) => {
      const entry = { market, strategy, start, chance, favorite };
      if (random.float() < 0.12) script.skip('favorite_unclear', market);
      else tradeOnce(script, random, entry, options.premium);
    });
    if (random.float() < 0.06) script.deny('book_untrusted');
    const path = walk(random, market, start, favorite === 0 ? chance : 1 - chance);
    if (paths.length < (options.paths ?? 12)) paths.push(path);
    if (random.float() < 0.08) return;
    const first = (favorite === 0) === wins;
    const source = random.float() < 0.7 ? 'reference' : 'final_price';
    script.resolve(market, first ? 1_000_000 : 0, source, start + WINDOW + 2 * SECOND);
  });
  return script.record({
    configuration: configurationOf(options),
    hash: '9f2c61e07ab3d584',
    sources: [
      {
        dataset: 'invented-5m-books',
        provenance: 'simulated',
        rows: 435_480,
        hash: '77aa01c2',
        origin: 'test/support',
        license: undefined,
      },
    ],
    coverage: starts.map((start, i) => coverageOf(random, start, i)),
    pricePaths: paths,
    timing: { events: 435_480, wallSeconds: 0.412 },
    assumptions: [
      {
        code: 'no_prints',
        text:
          'The recording has no prints: a resting order counts as filled when the book trades ' +
          'through its price, and such fills are marked inferred.',
      },
      {
        code: 'final_price',
        text: 'Winners come from the last mid above 0.90 or below 0.10; the rest is undecided.',
      },
    ],
  });
}

type Entry = {
  readonly market: number;
  readonly strategy: number;
  readonly start: number;
  readonly chance: number;
  readonly favorite: number;
};

function tradeOnce(script: RunScript, random: Random, entry: Entry, premium = 10_000): void {
  const rests = random.float() < 0.25;
  const price = Math.min(990_000, Math.round(entry.chance * 100) * 10_000 + premium);
  const size = 10_000_000;
  const fee = rests ? 0 : Math.round((size * 0.07 * price * (1_000_000 - price)) / 1e12 / 10) * 10;
  const at = entry.start + (240 + random.integer(30)) * SECOND + entry.strategy;
  script.trade({
    strategy: entry.strategy,
    token: 2 * entry.market + entry.favorite,
    price,
    size,
    fee,
    at,
    evidence: rests ? 'inferred' : 'book',
    ...(rests ? { rebate: 1_200 } : {}),
  });
  if (random.float() > 0.15) return;
  script.trade({
    strategy: entry.strategy,
    token: 2 * entry.market + entry.favorite,
    side: 'sell',
    price: Math.min(990_000, price + 20_000),
    size: 5_000_000 as Shares,
    at: at + 10 * SECOND,
  });
}

function walk(random: Random, market: number, start: number, end: number): PricePath {
  const at: number[] = [];
  const bid: number[] = [];
  const ask: number[] = [];
  for (let i = 0; i < 1_200; i++) {
    at.push(start + i * 250_000);
    const pull = 0.5 + (end - 0.5) * (i / 1_200);
    const mid = Math.min(0.97, Math.max(0.03, pull + (random.float() - 0.5) * 0.06));
    const missing = i > 500 && i < 540;
    bid.push(missing ? Number.NaN : Math.floor(mid * 100) * 10_000);
    ask.push(missing ? Number.NaN : Math.floor(mid * 100) * 10_000 + 10_000);
  }
  return { market: market as MarketIndex, at, bid, ask };
}

function coverageOf(random: Random, start: number, i: number): MarketCoverage {
  const from = start as Timestamp;
  const to = (start + WINDOW) as Timestamp;
  const rows = 1_500 + random.integer(2_000);
  const silence = { longest: (1 + (i % 7)) * SECOND, long: Math.max(0, (i % 7) - 4) };
  const whole = { rows, from, to, complete: true, gaps: [], silence, hasTrades: false } as const;
  const bare = { ...whole, series: 'first token', note: undefined };
  if (i % 17 === 16) return { ...bare, rows: 0, from: undefined, to: undefined, complete: false };
  if (i % 9 !== 8) return bare;
  const gapFrom = (start + 120 * SECOND) as Timestamp;
  const gapTo = (gapFrom + (20 + random.integer(60)) * SECOND) as Timestamp;
  const gap = { from: gapFrom, to: gapTo, reason: 'recording_gap' };
  return { ...bare, complete: false, gaps: [gap], note: 'no message for over 15 s' };
}

function configurationOf(options: InventedOptions): RunRecord['configuration'] {
  return {
    strategies: options.strategies.map((name) => ({ name, parameters: { size: '10' } })),
    latency: { feedMs: 0, orderMs: 50, answerMs: 50 },
    queue: { rule: 'pessimistic' },
    capital: '1000',
    seed: options.seed ?? 1,
  };
}
