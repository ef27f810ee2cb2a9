import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importInto } from '../src/runtime/archive.ts';
import { scanRate } from './column-scan.ts';
import type { Result, Section } from './section.ts';
import { perSecond, significant, text } from './spread.ts';
import { asyncLap, type Lap, spreadOfLaps } from './stopwatch.ts';
import { inTemporaryFolder } from './temporary-archive.ts';

const RECORDING = 'btc-5m-books-2026-04';
const RUNS = 3;

type ImportCase = { readonly input: string; readonly runs: number };

/** Importing recorded whole-book frames: parse, check, difference, write, add up. */
export const importBooks: Section<ImportCase> = {
  name: 'import',
  title: 'the recorded 5-minute books, from files as published to a finished archive',
  heading: ['books', 'seconds (min-max)', 'books/s', 'rows', 'rows/s', 'share of scan', 'peak MB'],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    const root = join(import.meta.dirname, '..');
    const recordings = process.env.POLYDESK_DATA ?? join(root, '..', 'shared', 'data');
    const input = join(recordings, RECORDING);
    if (existsSync(input)) return [{ input, runs }];
    return `the recording ${RECORDING} is not here; set POLYDESK_DATA to the folder that holds it`;
  },
  async measure(one) {
    return [await measureImport(one)];
  },
};

async function measureImport({ input, runs }: ImportCase): Promise<Result> {
  const laps: Lap[] = [];
  let books = 0;
  let rows = 0;
  for (let run = 0; run < runs; run++) {
    await inTemporaryFolder(async (folder) => {
      laps.push(
        await asyncLap(async () => {
          const { report } = await importInto(folder, input, undefined, () => {});
          books = report.manifest.counts.books;
          rows = report.manifest.rows.events;
        }),
      );
    });
  }
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const { wall } = spreadOfLaps(laps);
  const scan = scanRate(runs);
  const booksPerSecond = perSecond(books, wall);
  const rowsPerSecond = perSecond(rows, wall);
  const shareOfScan = rowsPerSecond.median / scan.median;
  return {
    cells: [
      books.toLocaleString('en'),
      text(wall, significant),
      Math.round(booksPerSecond.median).toLocaleString('en'),
      rows.toLocaleString('en'),
      Math.round(rowsPerSecond.median).toLocaleString('en'),
      `${significant(100 * shareOfScan)} %`,
      significant(peakBytes / 1e6),
    ],
    figures: {
      books,
      seconds: wall,
      booksPerSecond,
      rows,
      rowsPerSecond,
      scanRowsPerSecond: scan,
      shareOfScan,
      peakBytes,
    },
  };
}
