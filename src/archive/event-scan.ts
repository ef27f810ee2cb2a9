import { join } from 'node:path';
import { sqlList } from './duck.ts';
import type { FileRecord } from './receipt.ts';

/** The column that replay follows. */
export function clockColumn(replayClock: 'event' | 'init'): 'ts_event' | 'ts_init' {
  return replayClock === 'event' ? 'ts_event' : 'ts_init';
}

/** SQL that reads the given files of a dataset; their own columns, not those of folder names. */
export function scanOf(folder: string, files: readonly FileRecord[]): string {
  const paths = files.map((file) => join(folder, file.path));
  return `read_parquet(${sqlList(paths)}, hive_partitioning = false)`;
}

/** Files in groups of whole markets, each of no more rows than memory likes. */
export function marketBatches(files: readonly FileRecord[], mostRows: number): FileRecord[][] {
  const byMarket = new Map<number, FileRecord[]>();
  for (const file of files) {
    const group = byMarket.get(file.market) ?? [];
    group.push(file);
    byMarket.set(file.market, group);
  }
  const batches: FileRecord[][] = [];
  let batch: FileRecord[] = [];
  let rows = 0;
  for (const market of [...byMarket.keys()].sort((a, b) => a - b)) {
    const group = byMarket.get(market) ?? [];
    const more = group.reduce((sum, file) => sum + file.rows, 0);
    if (batch.length > 0 && rows + more > mostRows) {
      batches.push(batch);
      batch = [];
      rows = 0;
    }
    batch.push(...group);
    rows += more;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
