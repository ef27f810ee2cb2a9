import type { Tape } from '../src/domain/tape.ts';
import { benchSession, benchSource, benchStrategy, type Quoting } from './bench-session.ts';
import { columnScan } from './column-scan.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, significant } from './spread.ts';
import { type Lap, lap, spreadOfLaps } from './stopwatch.ts';

const ROWS = 4_000_000;
const RUNS = 5;

type ReplayCase = {
  readonly tokens: number;
  readonly quoting: Quoting;
  readonly rows: number;
  readonly runs: number;
};

/** Events a second of the whole engine, on one core, from a tape in memory. */
export const replay: Section<ReplayCase> = {
  name: 'replay',
  title: `replay of ${ROWS / 1e6} M events from memory, one recorded token a market`,
  heading: [
    'tokens, strategy',
    'M events/s (min-max)',
    'M/s of processor',
    'share of scan',
    'ns/event',
    'orders',
    'fills',
    'denied',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    const strategies: readonly Quoting[] = ['quoting', 'books only'];
    return strategies.flatMap((quoting) =>
      [1, 20, 200, 2_000].map((tokens) => ({ tokens, quoting, rows: ROWS, runs })),
    );
  },
  async measure(one) {
    return [measureReplay(one)];
  },
};

function measureReplay({ tokens, quoting, rows, runs }: ReplayCase): Result {
  const tape = new RandomTape(tokens, 7).fill(emptyColumns(rows), rows);
  const replays: Lap[] = [];
  const scans: Lap[] = [];
  let done = play(tape, tokens, quoting);
  columnScan(tape);
  for (let run = 0; run < runs; run++) {
    scans.push(lap(() => columnScan(tape)));
    replays.push(
      lap(() => {
        done = play(tape, tokens, quoting);
      }),
    );
  }
  const { wall, processor } = spreadOfLaps(replays);
  const rate = perSecond(tape.length, wall);
  const processorRate = perSecond(tape.length, processor);
  const scanned = spreadOfLaps(scans);
  const scan = perSecond(tape.length, scanned.wall);
  const share = processorRate.median / perSecond(tape.length, scanned.processor).median;
  const { orders, fills, denied } = done;
  return {
    cells: [
      `${tokens.toLocaleString('en')} ${quoting}`,
      millions(rate),
      significant(processorRate.median / 1e6),
      `${significant(100 * share)} %`,
      significant(1e9 / rate.median),
      orders.toLocaleString('en'),
      fills.toLocaleString('en'),
      denied.toLocaleString('en'),
    ],
    figures: {
      tokens,
      quoting,
      events: tape.length,
      eventsPerSecond: rate,
      eventsPerProcessorSecond: processorRate,
      scanRowsPerSecond: scan,
      shareOfScan: share,
      orders,
      fills,
      denied,
    },
  };
}

function play(tape: Tape, tokens: number, quoting: Quoting) {
  const { session, journal } = benchSession(benchSource(tokens), benchStrategy(quoting));
  session.loop.play(tape);
  return journal;
}
