import type { Tape } from '../src/domain/tape.ts';
import { MICROS_PER_SECOND } from '../src/domain/units.ts';
import { PRICING_ENGINES, type PricingEngineName } from '../src/models/pricing/engines.ts';
import type { PricingEngine } from '../src/models/pricing/pricing-engine.ts';
import type { Strategy } from '../src/ports/strategy.ts';
import { parseParameters } from '../src/runtime/parameters.ts';
import { MarketMaker } from '../src/strategies/market-maker/market-maker.ts';
import { MAKER_PARAMETERS, makerRuleOf } from '../src/strategies/market-maker/parameters.ts';
import { benchSession, benchSource } from './bench-session.ts';
import { CALM_S, LevelTape } from './level-tape.ts';
import { emptyColumns } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, significant } from './spread.ts';
import { lap, spreadOfLaps } from './stopwatch.ts';

const MARKETS = 200;
/** Messages a second of each market. */
const PACE = 500;
const ROWS = 4_000_000;
const RUNS = 5;

type MakingCase = {
  readonly pricing: PricingEngineName | 'nobody';
  readonly levels: number;
  readonly rows: number;
  readonly runs: number;
};

/** The market maker on 200 markets: what a decision takes, and how much faster than they trade. */
export const making: Section<MakingCase> = {
  name: 'making',
  title: `market-maker on ${MARKETS} markets of ${PACE} messages a second, one level each`,
  heading: [
    'engine, levels',
    'M messages/s of processor',
    'times as fast as they trade',
    'µs a decision: half, 99 %',
    'decisions',
    'orders',
    'fills',
    'denied',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    const all = { rows: ROWS, runs };
    const engines = Object.keys(PRICING_ENGINES) as PricingEngineName[];
    return [
      { pricing: 'nobody', levels: 1, ...all },
      ...engines.map((pricing) => ({ pricing, levels: 1, ...all })),
      { pricing: 'avellaneda-stoikov', levels: 3, ...all },
    ];
  },
  async measure(one) {
    return [measureMaking(one)];
  },
};

function measureMaking({ pricing, levels, rows, runs }: MakingCase): Result {
  const tape = new LevelTape(emptyColumns(rows), MARKETS).fill(rows, PACE);
  const make = () => (pricing === 'nobody' ? {} : makerWith(PRICING_ENGINES[pricing], levels));
  let done = play(tape, make());
  const laps = Array.from({ length: runs }, () =>
    lap(() => {
      done = play(tape, make());
    }),
  );
  const messages = messagesOf(tape);
  const rate = perSecond(messages, spreadOfLaps(laps).processor);
  const times = rate.median / (MARKETS * PACE);
  const took = pricing === 'nobody' ? [] : decisionTimes(tape, pricing, levels);
  const [half, most] = [took[took.length >> 1], took[Math.floor(took.length * 0.99)]];
  const { orders, fills, denied } = done;
  const whole = (value: number) => value.toLocaleString('en');
  return {
    cells: [
      `${pricing}, ${levels}`,
      millions(rate),
      significant(times),
      half === undefined || most === undefined ? '' : `${significant(half)}, ${significant(most)}`,
      whole(took.length),
      whole(orders),
      whole(fills),
      whole(denied),
    ],
    figures: { pricing, levels, messages, messagesPerSecond: rate, times, half, most },
  };
}

function play(tape: Tape, strategy: Strategy) {
  const { session, journal } = benchSession(benchSource(MARKETS), strategy);
  session.loop.play(tape);
  return journal;
}

function makerWith(engine: PricingEngine, levels: number): MarketMaker {
  const parameters = parseParameters(MAKER_PARAMETERS, { levels: String(levels) });
  if (!parameters.ok) throw new Error(parameters.message);
  return new MarketMaker(engine, makerRuleOf(parameters.value));
}

/** What each call took in which something was priced, µs, shortest first. */
function decisionTimes(tape: Tape, pricing: PricingEngineName, levels: number): number[] {
  const engine = PRICING_ENGINES[pricing];
  let priced = false;
  const counting: PricingEngine = {
    ...engine,
    price(inputs, out) {
      priced = true;
      return engine.price(inputs, out);
    },
  };
  const maker = makerWith(counting, levels);
  const times: number[] = [];
  const timed = (call: () => void) => {
    priced = false;
    const start = performance.now();
    call();
    if (priced) times.push((performance.now() - start) * 1_000);
  };
  play(tape, {
    onBook: (market, view, desk) => timed(() => maker.onBook(market, view, desk)),
    onTimer: (market, view, desk) => timed(() => maker.onTimer(market, view, desk)),
    onOrder: (event, view, desk) => timed(() => maker.onOrder(event, view, desk)),
  });
  return times.sort((a, b) => a - b);
}

function messagesOf({ length, tsInit }: Tape): number {
  const seconds = ((tsInit[length - 1] as number) - (tsInit[0] as number)) / MICROS_PER_SECOND;
  return Math.round(((seconds - CALM_S) * PACE + CALM_S) * MARKETS);
}
