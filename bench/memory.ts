import { ArchiveSource } from '../src/archive/archive-source.ts';
import { playAll } from '../src/runtime/session.ts';
import { benchSession, benchStrategy } from './bench-session.ts';
import { measureInChild } from './child.ts';
import type { Result, Section } from './section.ts';
import { perSecond, type Spread, significant, spreadOf, text } from './spread.ts';
import { archiveIn, inTemporaryFolder, writeArchive } from './temporary-archive.ts';

const LENGTHS = [10_000_000, 100_000_000];
const TOKENS = 20;
const RUNS = 3;

type MemoryCase =
  | {
      readonly step: 'compare';
      readonly lengths: readonly number[];
      readonly tokens: number;
      readonly runs: number;
    }
  | {
      readonly step: 'write';
      readonly folder: string;
      readonly rows: number;
      readonly tokens: number;
    }
  | { readonly step: 'replay'; readonly folder: string };

/** Peak memory of a quoting replay from an archive on disk, in a process that does nothing else. */
export const memory: Section<MemoryCase> = {
  name: 'memory',
  title: `peak memory of a replay from disk, quoting, ${TOKENS} tokens`,
  heading: ['events', 'peak MB (min-max)', 'to the shortest', 'M events/s', 'orders', 'fills'],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [{ step: 'compare', lengths: LENGTHS, tokens: TOKENS, runs }];
  },
  async measure(one) {
    switch (one.step) {
      case 'write':
        await writeArchive(one.folder, { tokens: one.tokens, rows: one.rows, seed: 7 });
        return [];
      case 'replay':
        return [await replayFrom(archiveIn(one.folder))];
      case 'compare':
        return compare(one.lengths, one.tokens, one.runs);
    }
  },
};

type Replayed = {
  readonly events: number;
  readonly peakBytes: number;
  readonly seconds: number;
  readonly orders: number;
  readonly fills: number;
};

async function compare(
  lengths: readonly number[],
  tokens: number,
  runs: number,
): Promise<Result[]> {
  const results: Result[] = [];
  let shortest: number | undefined;
  for (const rows of lengths) {
    const replays = await replaysOf(rows, tokens, runs);
    const peak = spreadOf(replays.map(({ peakBytes }) => peakBytes));
    shortest ??= peak.median;
    results.push(resultOf(replays, peak, peak.median / shortest));
  }
  return results;
}

/** Each in a process of its own, the writing too: a peak is never forgotten by its process. */
async function replaysOf(rows: number, tokens: number, runs: number): Promise<Replayed[]> {
  return inTemporaryFolder(async (folder) => {
    await measureInChild(memory.name, { step: 'write', folder, rows, tokens }, []);
    const replays: Replayed[] = [];
    for (let run = 0; run < runs; run++) {
      const [result] = await measureInChild(memory.name, { step: 'replay', folder }, []);
      if (result !== undefined) replays.push(result.figures as Replayed);
    }
    return replays;
  });
}

function resultOf(replays: readonly Replayed[], peak: Spread, toShortest: number): Result {
  const [first] = replays;
  const { events = 0, orders = 0, fills = 0 } = first ?? {};
  const rate = perSecond(events, spreadOf(replays.map(({ seconds }) => seconds)));
  return {
    cells: [
      events.toLocaleString('en'),
      text(peak, (bytes) => significant(bytes / 1e6)),
      significant(toShortest),
      significant(rate.median / 1e6),
      orders.toLocaleString('en'),
      fills.toLocaleString('en'),
    ],
    figures: { events, peakBytes: peak, toShortest, eventsPerSecond: rate, orders, fills },
  };
}

async function replayFrom(root: string): Promise<Result> {
  const source = await ArchiveSource.open(root);
  const { session, journal } = benchSession(source, benchStrategy('quoting'));
  const start = performance.now();
  await playAll(session, source.tapes(), () => {});
  const seconds = (performance.now() - start) / 1000;
  source.close();
  const replayed: Replayed = {
    events: session.loop.rows,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    seconds,
    orders: journal.orders,
    fills: journal.fills,
  };
  return { cells: [], figures: replayed };
}
