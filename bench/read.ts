import { ArchiveSource } from '../src/archive/archive-source.ts';
import { measureInChild } from './child.ts';
import { scanRate } from './column-scan.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, type Spread, significant } from './spread.ts';
import { asyncLap, type Lap, type Laps, spreadOfLaps } from './stopwatch.ts';
import { archiveIn, inTemporaryFolder, writeArchive } from './temporary-archive.ts';

const ROWS = 20_000_000;
const TOKENS = 200;
const RUNS = 3;

type ReadCase =
  | {
      readonly step: 'all';
      readonly rows: number;
      readonly tokens: number;
      readonly runs: number;
    }
  | {
      readonly step: 'write';
      readonly folder: string;
      readonly rows: number;
      readonly tokens: number;
    }
  | { readonly step: 'merged'; readonly folder: string; readonly runs: number };

/** Rows a second from an archive on disk (in the page cache) into typed arrays. */
export const read: Section<ReadCase> = {
  name: 'read',
  title: `${ROWS / 1e6} M rows of ${TOKENS} markets at once, written and read back`,
  heading: ['step', 'rows', 'M rows/s (min-max)', 'share of scan', 'processors busy'],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [{ step: 'all', rows: ROWS, tokens: TOKENS, runs }];
  },
  measure(one) {
    switch (one.step) {
      case 'all':
        return measureAll(one.rows, one.tokens, one.runs);
      case 'write':
        return write(one.folder, one.rows, one.tokens);
      case 'merged':
        return measureMerged(archiveIn(one.folder), one.runs);
    }
  },
};

/** Each step in a process of its own: a reader must not find the memory that a writer left. */
function measureAll(rows: number, tokens: number, runs: number): Promise<readonly Result[]> {
  return inTemporaryFolder(async (folder) => {
    const steps: readonly ReadCase[] = [
      { step: 'write', folder, rows, tokens },
      { step: 'merged', folder, runs },
    ];
    const results: Result[] = [];
    for (const step of steps) results.push(...(await measureInChild(read.name, step, [])));
    return results;
  });
}

async function write(folder: string, rows: number, tokens: number): Promise<readonly Result[]> {
  const scan = scanRate(1);
  let written = 0;
  const lap = await asyncLap(async () => {
    const { manifest } = await writeArchive(folder, { tokens, rows, seed: 7 });
    written = manifest.rows.events;
  });
  return [resultOf('write, importer to archive', written, spreadOfLaps([lap]), scan)];
}

function resultOf(step: string, rows: number, { wall, processor }: Laps, scan: Spread): Result {
  const rate = perSecond(rows, wall);
  const shareOfScan = rate.median / scan.median;
  const busy = processor.median / wall.median;
  return {
    cells: [
      step,
      rows.toLocaleString('en'),
      millions(rate),
      `${significant(100 * shareOfScan)} %`,
      significant(busy),
    ],
    figures: {
      step,
      rows,
      rowsPerSecond: rate,
      rowsPerProcessorSecond: perSecond(rows, processor),
      scanRowsPerSecond: scan,
      shareOfScan,
    },
  };
}

/** What a replay reads: all markets, in order of time. */
async function measureMerged(root: string, runs: number): Promise<readonly Result[]> {
  const source = await ArchiveSource.open(root);
  const laps: Lap[] = [];
  let rows = 0;
  for (let run = 0; run < runs; run++) {
    rows = 0;
    laps.push(
      await asyncLap(async () => {
        for await (const tape of source.tapes()) rows += tape.length;
      }),
    );
  }
  source.close();
  // The scan comes last: its tape is as large as what is read at once.
  return [resultOf('read through ArchiveSource', rows, spreadOfLaps(laps), scanRate(runs))];
}
