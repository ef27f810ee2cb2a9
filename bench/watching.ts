import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ok } from '../src/domain/result.ts';
import { partOf, type Tape } from '../src/domain/tape.ts';
import { MICROS_PER_MS, type Timestamp, type Usd } from '../src/domain/units.ts';
import { SystemClock } from '../src/net/system-clock.ts';
import { DEFAULT_RISK_LIMITS } from '../src/risk/risk-limits.ts';
import { DeskActivity } from '../src/runtime/activity/desk-activity.ts';
import { RunEntries } from '../src/runtime/live/run-entries.ts';

import { DeskScreens } from '../src/runtime/screen/desk-screens.ts';
import { NoticeLog } from '../src/runtime/screen/notice-log.ts';
import type { Session } from '../src/runtime/session.ts';
import { startControl } from '../src/server/control-server.ts';
import { benchSession, benchSource, benchStrategy, type Quoting } from './bench-session.ts';
import { emptyColumns, RandomTape } from './random-tape.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, significant, spreadOf } from './spread.ts';

const MARKETS = 50;
const ROWS = 4_000_000;
const RUNS = 5;
/** So many rows are played between two looks at sockets and timers: a millisecond or two. */
const CHUNK = 10_000;
/** The tape is played so often in a run, so that somebody who looks sees something. */
const PASSES = 8;

type WatchingCase = { readonly quoting: Quoting; readonly rows: number; readonly runs: number };
type Done = { readonly seconds: number; readonly heard: number };

/** What whoever looks at a desk costs the thread that trades. */
export const watching: Section<WatchingCase> = {
  name: 'watching',
  title: `${(PASSES * ROWS) / 1e6} M events of ${MARKETS} markets, and somebody who looks`,
  heading: [
    'strategy, listeners',
    'M events/s of processor (min-max)',
    'rate of that without',
    'MB heard',
  ],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    const strategies: readonly Quoting[] = ['books only', 'quoting'];
    return strategies.map((quoting) => ({ quoting, rows: ROWS, runs }));
  },
  measure: measureWatching,
};

/** In turns in one process: what else the machine does then hits both alike. */
async function measureWatching({ quoting, rows, runs }: WatchingCase): Promise<Result[]> {
  const tape = new RandomTape(MARKETS, 7).fill(emptyColumns(rows), rows);
  const looks = [[], ['/feed'], ['/feed', ...LADDERS]] as const;
  const laps = looks.map((): Done[] => []);
  await play(tape, quoting, []);
  for (let run = 0; run < runs; run++) {
    for (const [i, paths] of looks.entries()) laps[i]?.push(await play(tape, quoting, paths));
  }
  const rates = laps.map((done) =>
    perSecond(PASSES * tape.length, spreadOf(done.map(({ seconds }) => seconds))),
  );
  return looks.map((paths, i) => {
    const rate = rates[i] as (typeof rates)[0];
    const share = rate.median / (rates[0] as typeof rate).median;
    const heard = spreadOf(laps[i]?.map((done) => done.heard) ?? []).median;
    return {
      cells: [
        `${quoting}, ${NAMES[i]}`,
        millions(rate),
        `${significant(100 * share)} %`,
        significant(heard / 1e6),
      ],
      figures: {
        quoting,
        listeners: paths.length,
        markets: MARKETS,
        events: PASSES * tape.length,
        eventsPerProcessorSecond: rate,
        share,
        bytesHeard: heard,
      },
    };
  });
}

const LADDERS = Array.from({ length: 4 }, (_, i) => `/feed/market?slug=bench-${i}`);
const NAMES = ['nobody', 'one', 'one, and one at each of 4 markets'];

/** Plays the tape as fast as it goes, lets sockets and timers act in between. */
async function play(tape: Tape, quoting: Quoting, paths: readonly string[]): Promise<Done> {
  const journal = new RunEntries();
  const { session } = benchSession(benchSource(MARKETS), benchStrategy(quoting), journal);
  const clock = { now: () => (Date.now() * MICROS_PER_MS) as Timestamp };
  const activity = new DeskActivity(journal.reader(), session);
  const machine = new SystemClock();
  const screens = new DeskScreens(
    {
      ...{ name: 'bench', startedAt: clock.now(), clock, journal, activity },
      session: { isOver: false, fault: undefined, session },
      entries: journal.reader(),
      notices: new NoticeLog(),
      choices: [{ name: 'bench', parameters: {} }],
      limits: DEFAULT_RISK_LIMITS,
      worthAtStart: 1e13 as Usd,
      mode: () => ({ mode: 'paper', provenance: 'simulated' }),
      strikeOf: () => undefined,
      awaited: () => [],
      health: () => ({}),
      venue: () => null,
      atVenue: () => undefined,
      ahead: (order) => session.exchange.aheadOf(order),
    },
    machine,
    (error) => {
      throw error;
    },
  );
  const control = await startControl({
    ...{ status: () => ({}), activity: () => ({}), trades: () => [], stop: () => ({}) },
    ...{ operate: () => ok({}), kill: async () => ({}), feed: screens.feed },
    feedOfMarket: (slug) => screens.feedOfMarket(slug),
    feedOfStrategy: (name) => screens.feedOfStrategy(name),
    pathOfMarket: (slug) => screens.pathOfMarket(slug),
    equity: () => screens.equity(),
  });
  const sampling = setInterval(() => screens.sample(), 1_000);
  const readers = await listen(control, paths);
  let seconds = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    seconds += await playOnce(session.loop, tape);
    later(tape);
  }
  clearInterval(sampling);
  screens.close();
  await control.close();
  const heard = await Promise.all(readers);
  return { seconds, heard: heard.reduce((sum, bytes) => sum + bytes, 0) };
}

/** Seconds of the processor on this thread, with what sockets and timers do in between. */
async function playOnce(loop: Session['loop'], tape: Tape): Promise<number> {
  const before = process.threadCpuUsage();
  for (let from = 0; from < tape.length; from += CHUNK) {
    loop.play(partOf(tape, from, Math.min(tape.length, from + CHUNK)));
    await turn();
  }
  const { user, system } = process.threadCpuUsage(before);
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

/** Each in a thread of its own; what each of them will have heard. */
async function listen(
  { port, token }: { readonly port: number; readonly token: string },
  paths: readonly string[],
): Promise<Promise<number>[]> {
  return Promise.all(
    paths.map(async (path) => {
      const file = new URL('./feed-reader.ts', import.meta.url);
      const worker = new Worker(file, { workerData: { port, token, path } });
      await once(worker, 'message');
      return { heard: once(worker, 'message').then(([bytes]) => bytes as number) };
    }),
  ).then((readers) => readers.map(({ heard }) => heard));
}
