import { setImmediate as turn } from 'node:timers/promises';
import { partOf, type Tape } from '../src/domain/tape.ts';
import type { Session } from '../src/runtime/session.ts';
import type { Quoting } from './bench-session.ts';
import { TWENTY_BROWSERS } from './browsers.ts';
import { type Heard, type Lookers, NOBODY, ONE, ONE_AND_MARKETS } from './lookers.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, significant, spreadOf, text } from './spread.ts';
import { inTemporaryFolder } from './temporary-archive.ts';
import { watchedDesk } from './watched-desk.ts';

const MARKETS = 50;
const ROWS = 4_000_000;
const RUNS = 3;
/** So many rows are played between two looks at sockets and timers: a millisecond or two. */
const CHUNK = 10_000;
/** The tape is played so often in a lap, so that somebody who looks sees something. */
const PASSES = 8;
const LOOKERS = [NOBODY, ONE, ONE_AND_MARKETS, TWENTY_BROWSERS];

type WatchingCase = { readonly quoting: Quoting; readonly rows: number; readonly runs: number };
type Lap = Heard & {
  readonly seconds: number;
  /** Of these, not in the engine: sockets and timers, and so whoever looks. */
  readonly secondsBetween: number;
};

/** What whoever looks at a desk costs the thread that trades. */
export const watching: Section<WatchingCase> = {
  name: 'watching',
  title: `${(PASSES * ROWS) / 1e6} M events of ${MARKETS} markets, and somebody who looks`,
  heading: [
    'strategy, who looks',
    'M events/s of processor (min-max)',
    'rate of that without',
    'of it not in the engine',
    'MB heard',
    'changes a browser',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    const strategies: readonly Quoting[] = ['books only', 'quoting'];
    return strategies.map((quoting) => ({ quoting, rows: ROWS, runs }));
  },
  measure: (one) =>
    inTemporaryFolder((home) => {
      // Neither does the bench's desk show up among the user's, nor theirs here.
      process.env.HOME = home;
      process.env.USERPROFILE = home;
      return measureWatching(one);
    }),
};

/**
 * In turns in one process, there and back: what else the machine does then, and what grows slower
 * or faster all the while, hits all alike.
 */
async function measureWatching({ quoting, rows, runs }: WatchingCase): Promise<Result[]> {
  const tape = new RandomTape(MARKETS, 7).fill(emptyColumns(rows), rows);
  const laps = new Map(LOOKERS.map((lookers): [Lookers, Lap[]] => [lookers, []]));
  await lapOf(tape, quoting, NOBODY);
  for (let run = 0; run < runs; run++) {
    for (const lookers of [...LOOKERS, ...LOOKERS.toReversed()]) {
      laps.get(lookers)?.push(await lapOf(tape, quoting, lookers));
    }
  }
  const events = PASSES * tape.length;
  const rateOf = (lookers: Lookers) =>
    perSecond(events, spreadOf((laps.get(lookers) ?? []).map(({ seconds }) => seconds)));
  const alone = rateOf(NOBODY).median;
  return [...laps].map(([lookers, done]) => {
    const rate = rateOf(lookers);
    const share = rate.median / alone;
    const between = spreadOf(done.map((lap) => lap.secondsBetween / lap.seconds));
    const bytesHeard = spreadOf(done.map(({ bytes }) => bytes)).median;
    const changes = Math.min(...done.map(({ fewestChanges }) => fewestChanges ?? Number.NaN));
    return {
      cells: [
        `${quoting}, ${lookers.name}`,
        millions(rate),
        `${significant(100 * share)} %`,
        text(between, (part) => `${significant(100 * part)} %`),
        significant(bytesHeard / 1e6),
        Number.isNaN(changes) ? '' : `${changes} at least`,
      ],
      figures: {
        ...{ quoting, lookers: lookers.name, markets: MARKETS, events },
        ...{ eventsPerProcessorSecond: rate, share, between, bytesHeard },
        fewestChanges: Number.isNaN(changes) ? null : changes,
      },
    };
  });
}

/** Plays the tape as fast as it goes, lets sockets and timers act in between. */
async function lapOf(tape: Tape, quoting: Quoting, lookers: Lookers): Promise<Lap> {
  const desk = await watchedDesk(MARKETS, quoting);
  const stopSampling = desk.sample();
  const end = await lookers.begin(desk);
  let [seconds, secondsBetween] = [0, 0];
  for (let pass = 0; pass < PASSES; pass++) {
    const played = await playOnce(desk.loop, tape);
    seconds += played.seconds;
    secondsBetween += played.secondsBetween;
    later(tape);
  }
  stopSampling();
  return { seconds, secondsBetween, ...(await end()) };
}

/** With what sockets and timers do in between. */
async function playOnce(loop: Session['loop'], tape: Tape): Promise<Omit<Lap, keyof Heard>> {
  const began = processorSeconds();
  let secondsBetween = 0;
  for (let from = 0; from < tape.length; from += CHUNK) {
    loop.play(partOf(tape, from, Math.min(tape.length, from + CHUNK)));
    const played = processorSeconds();
    await turn();
    secondsBetween += processorSeconds() - played;
  }
  return { seconds: processorSeconds() - began, secondsBetween };
}

/** Taken by this thread. */
function processorSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** The same tape once more, as if it went on. */
function later({ tsInit, tsEvent, length }: Tape): void {
  const lasts = (tsInit[length - 1] as number) - (tsInit[0] as number) + 1_000;
  for (let row = 0; row < length; row++) {
    tsInit[row] = (tsInit[row] as number) + lasts;
    tsEvent[row] = (tsEvent[row] as number) + lasts;
  }
}
