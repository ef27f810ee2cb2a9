import { FLAG_LAST, partOf, type Tape } from '../src/domain/tape.ts';
import { DEFAULT_RISK_LIMITS } from '../src/risk/risk-limits.ts';
import { OrderCounts } from '../src/runtime/metrics/order-counts.ts';
import { ProgramMetrics } from '../src/runtime/metrics/program-metrics.ts';
import { readMoney } from '../src/runtime/metrics/read-money.ts';
import { readOrders } from '../src/runtime/metrics/read-orders.ts';
import { readRisk } from '../src/runtime/metrics/read-risk.ts';
import { readBooks } from '../src/runtime/metrics/read-venue.ts';
import { StageTimes } from '../src/runtime/metrics/stage-times.ts';
import type { Session } from '../src/runtime/session.ts';
import { benchSession, benchSource, benchStrategy } from './bench-session.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, significant, spreadOf } from './spread.ts';
import { type Lap, spreadOfLaps } from './stopwatch.ts';

const ROWS = 2_000_000;
const RUNS = 9;
const STRATEGIES = ['bench'];

type MetricsCase = { readonly tokens: number; readonly rows: number; readonly runs: number };

/** What it costs the engine to be measured and scraped: both ways in one process, in turns. */
export const metrics: Section<MetricsCase> = {
  name: 'metrics',
  title: `${ROWS / 1e6} M events, message after message, not measured and measured`,
  heading: [
    'tokens',
    'M/s not measured',
    'M/s measured',
    'ratio (min-max)',
    'µs/scrape',
    'scrapes',
    'timed',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [20, 200].map((tokens) => ({ tokens, rows: ROWS, runs }));
  },
  async measure(one) {
    return [await measureMetrics(one)];
  },
};

async function measureMetrics({ tokens, rows, runs }: MetricsCase): Promise<Result> {
  const messages = messagesIn(new RandomTape(tokens, 7).fill(emptyColumns(rows), rows));
  const played = messages.reduce((sum, { length }) => sum + length, 0);
  const bare: Lap[] = [];
  const measured: Lap[] = [];
  const scrapes: number[] = [];
  let timed = 0;
  const plainLap = async () => {
    const { session } = benchSession(benchSource(tokens), benchStrategy('quoting'));
    return threadLap(async () => {
      for (const message of messages) session.loop.play(message);
    });
  };
  const measuredLap = async () => {
    const watched = new Watched(tokens);
    const one = await threadLap(() => watched.play(messages));
    watched.close();
    scrapes.push(...watched.scrapes);
    timed = watched.times.decision.cumulative.at(-1) ?? 0;
    return one;
  };
  // The first of both warms up; then who goes first changes, for each pays for the other's garbage.
  for (let run = 0; run <= runs; run++) {
    const laps = run % 2 === 0 ? [plainLap, measuredLap] : [measuredLap, plainLap];
    for (const one of laps) {
      const took = await one();
      if (run > 0) (one === plainLap ? bare : measured).push(took);
    }
  }
  const ratio = spreadOf(bare.map(({ processor }, i) => processor / (measured[i]?.processor ?? 0)));
  const [without, within] = [bare, measured].map((laps) => spreadOfLaps(laps).wall);
  const rates = [without, within].map((wall) => perSecond(played, wall as never));
  const [slow, fast] = rates as [(typeof rates)[0], (typeof rates)[0]];
  const took = spreadOf(scrapes);
  return {
    cells: [
      tokens.toLocaleString('en'),
      millions(slow),
      millions(fast),
      `${ratio.median.toFixed(3)} (${ratio.min.toFixed(3)}-${ratio.max.toFixed(3)})`,
      significant(took.median * 1e6),
      (scrapes.length / (runs + 1)).toLocaleString('en'),
      timed.toLocaleString('en'),
    ],
    figures: { tokens, events: played, slow, fast, ratio, secondsAScrape: took, timed },
  };
}

/** What this thread alone works: it awaits nothing but its own turns. */
async function threadLap(work: () => Promise<void>): Promise<Lap> {
  const before = process.threadCpuUsage();
  const start = performance.now();
  await work();
  const wall = (performance.now() - start) / 1_000;
  const { user, system } = process.threadCpuUsage(before);
  return { wall, processor: (user + system) / 1e6 };
}

/** Events between two scrapes: some ten a second at full speed; Prometheus asks each 5 s. */
const SCRAPE_EVERY = 1_000_000;

/** A session as a desk has it: timed around, its journal counted, everything scraped. */
class Watched {
  readonly times = new StageTimes();
  readonly scrapes: number[] = [];
  readonly #orders = new OrderCounts();
  readonly #session: Session;
  readonly #program: ProgramMetrics;

  constructor(tokens: number) {
    const { session, journal } = benchSession(benchSource(tokens), benchStrategy('quoting'));
    const append = journal.append.bind(journal);
    journal.append = (entry) => {
      append(entry);
      this.#orders.append(entry, 'simulated');
    };
    this.#session = session;
    this.#program = new ProgramMetrics({
      mode: 'paper',
      provenance: () => 'simulated',
      collect: (scrape) => {
        const { engine } = session;
        const { state } = engine;
        const { cash } = state.account;
        const status = { equity: cash, cash, positions: 0, openOrders: state.account.openOrders };
        const risk = { risk: { paused: [] }, haltedFeeds: [], isTrading: true };
        const looked = { state, strategies: STRATEGIES, provenance: 'simulated' } as const;
        readMoney(scrape, { ...looked, status });
        readRisk(scrape, { ...looked, engine, status: risk, limits: DEFAULT_RISK_LIMITS });
        readBooks(scrape, state);
        for (const [from, counted] of this.#orders.counted) {
          readOrders(scrape, counted, STRATEGIES, from);
        }
        scrape.histogram('polydesk_engine_decision_seconds', this.times.decision);
        scrape.histogram('polydesk_engine_queue_seconds', this.times.queue);
      },
    });
  }

  async play(messages: readonly Tape[]): Promise<void> {
    const { loop } = this.#session;
    let next = SCRAPE_EVERY;
    for (const message of messages) {
      const began = this.times.begin();
      loop.play(message);
      this.times.decided(began);
      if (loop.rows < next) continue;
      next += SCRAPE_EVERY;
      const start = performance.now();
      await this.#program.text();
      this.scrapes.push((performance.now() - start) / 1_000);
    }
  }

  close(): void {
    this.#program.close();
  }
}

/** The tape cut into its messages, as they come one by one while a desk runs. */
function messagesIn(tape: Tape): Tape[] {
  const messages: Tape[] = [];
  let from = 0;
  for (let row = 0; row < tape.length; row++) {
    if (((tape.flags[row] as number) & FLAG_LAST) === 0) continue;
    messages.push(partOf(tape, from, row + 1));
    from = row + 1;
  }
  return messages;
}
