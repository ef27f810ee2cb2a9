import { join } from 'node:path';
import { ArchiveSource } from '../src/archive/archive-source.ts';
import { Duck, sqlText } from '../src/archive/duck.ts';
import { datasetFolder } from '../src/archive/layout.ts';
import { TapeBuffer } from '../src/archive/tape-buffer.ts';
import { scanRate } from './column-scan.ts';
import type { Result, Section } from './section.ts';
import { millions, perSecond, type Spread, significant } from './spread.ts';
import { asyncLap, type Lap, type Laps, spreadOfLaps } from './stopwatch.ts';
import { DATASET } from './tape-importer.ts';
import { archiveIn, inTemporaryFolder, writeArchive } from './temporary-archive.ts';

const ROWS = 20_000_000;
const TOKENS = 200;
const RUNS = 3;
const CHUNK_ROWS = 1_000_000;

type ReadCase = { readonly rows: number; readonly tokens: number; readonly runs: number };

/** Rows a second from an archive on disk (in the page cache) into typed arrays. */
export const read: Section<ReadCase> = {
  name: 'read',
  title: `${ROWS / 1e6} M rows of ${TOKENS} markets at once, written and read back`,
  heading: ['step', 'rows', 'M rows/s (min-max)', 'share of scan', 'processors busy'],
  nodeFlags: [],
  cases({ runs = RUNS }) {
    return [{ rows: ROWS, tokens: TOKENS, runs }];
  },
  measure({ rows, tokens, runs }) {
    return inTemporaryFolder(async (folder) => {
      const scan = scanRate(runs);
      let written = 0;
      const writing = await asyncLap(async () => {
        const { manifest } = await writeArchive(folder, { tokens, rows, seed: 7 });
        written = manifest.rows.events;
      });
      const merged = await measureMerged(archiveIn(folder), runs);
      const file = await mergeIntoOneFile(folder);
      const raw = await measureRaw(file, runs);
      return [
        resultOf('write, importer to archive', written, spreadOfLaps([writing]), scan),
        resultOf('read through ArchiveSource', merged.rows, merged.laps, scan),
        resultOf('read one Parquet file', raw.rows, raw.laps, scan),
      ];
    });
  },
};

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

type Measured = { readonly rows: number; readonly laps: Laps };

/** What a replay reads: all markets, in order of time. */
async function measureMerged(root: string, runs: number): Promise<Measured> {
  const source = await ArchiveSource.open(root, { chunkRows: CHUNK_ROWS });
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
  return { rows, laps: spreadOfLaps(laps) };
}

/** The same rows as one file, so that reading it needs neither merging nor many files. */
async function mergeIntoOneFile(folder: string): Promise<string> {
  const events = join(datasetFolder(archiveIn(folder), DATASET), 'events', '**', '*.parquet');
  const file = join(folder, 'one.parquet');
  const duck = await Duck.open();
  await duck.run(`COPY (
    SELECT * FROM read_parquet(${sqlText(events)}, hive_partitioning = false) ORDER BY ts_init, seq
  ) TO ${sqlText(file)} (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION lz4_raw)`);
  duck.close();
  return file;
}

async function measureRaw(file: string, runs: number): Promise<Measured> {
  const duck = await Duck.open();
  const buffer = new TapeBuffer(CHUNK_ROWS);
  const laps: Lap[] = [];
  let rows = 0;
  const sql = `SELECT ts_init::DOUBLE, coalesce(ts_event::DOUBLE, 'nan'::DOUBLE),
      coalesce(size, -1)::DOUBLE, market, price, token, kind, side, flags
    FROM read_parquet(${sqlText(file)})`;
  for (let run = 0; run < runs; run++) {
    rows = 0;
    laps.push(
      await asyncLap(async () => {
        for await (const vectors of duck.vectors(sql)) {
          if (buffer.length + vectors.rowCount > CHUNK_ROWS) buffer.clear();
          buffer.append(vectors, true);
          rows += vectors.rowCount;
        }
      }),
    );
    buffer.clear();
  }
  duck.close();
  return { rows, laps: spreadOfLaps(laps) };
}
